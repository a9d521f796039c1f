// SPDX-License-Identifier: Apache-2.0

/// The registry of filters: what each one is, for lists, recipes and data cards.
public enum CurationFilters {
  /// The cards of all filters, sorted by name.
  public static let all: [FilterCard] = [
    Contamination.card, EmbeddingContamination.card, ExactDuplicates.card, LabelBalance.card,
    LabelNoise.card, LanguageFilter.card, LengthFilter.card, LicenceFilter.card,
    MalformedExamples.card, NearDuplicates.card, NegativeFilter.card, PositionBalance.card,
    SmallModelSolves.card, SwappedOrder.card, TeacherAgreement.card,
  ].sorted { $0.name < $1.name }
}
