// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import AssayCore
import AssayGeneration
import Foundation

/// What a command may spend at an endpoint.
struct BudgetOptions: ParsableArguments {
  @Flag(
    help: """
      Say what is left to ask, its tokens, time and money; nothing is sent but a request for the \
      list of models.
      """)
  var estimate = false

  @Option(
    help: ArgumentHelp("A table of prices per million tokens (docs/judging.md).", valueName: "yaml")
  )
  var prices: String?

  @Option(help: ArgumentHelp("Stop at this cost, in the currency of --prices.", valueName: "money"))
  var maxCost: Double?

  @Option(help: ArgumentHelp("Stop after this many requests.", valueName: "n"))
  var maxRequests: Int?

  @Option(help: ArgumentHelp("Stop after this time: 90s, 30m, 2h.", valueName: "time"))
  var maxTime: TimeLimit?

  /// Whether any of the options is set.
  var isSet: Bool {
    estimate || prices != nil || maxCost != nil || maxRequests != nil || maxTime != nil
  }

  /// Checks what can be checked before anything is sent.
  func check() throws {
    if maxCost != nil, prices == nil {
      throw AssayError(
        .invalidArgument, "A limit of cost needs prices.",
        advice: "Name a table of prices with --prices.")
    }
    if let maxCost, maxCost < 0 || !maxCost.isFinite {
      throw AssayError(.invalidArgument, "--max-cost must be 0 or more.")
    }
    if let maxRequests, maxRequests < 0 {
      throw AssayError(.invalidArgument, "--max-requests must be 0 or more.")
    }
    _ = try table()
  }

  /// The price of a model; `nil` where no table has it.
  func price(of model: String) throws -> ModelPrice? { try table()?.price(of: model) }

  /// What is left once a part was spent, for the next of several models.
  ///
  /// - Parameter elapsed: The time since the command began.
  func less(_ spent: Spending, elapsed: Duration) -> BudgetOptions {
    var left = self
    left.maxCost = maxCost.map { max(0, $0 - (spent.cost ?? 0)) }
    left.maxRequests = maxRequests.map { max(0, $0 - spent.requests) }
    left.maxTime = maxTime.map { TimeLimit(max(.zero, $0.duration - elapsed)) }
    return left
  }

  /// What may be spent on the model.
  ///
  /// - Throws: `invalidArgument` where the cost is limited and the price not known.
  func budget(for model: String) throws -> Budget {
    let price = try table()?.price(of: model)
    if maxCost != nil, price == nil {
      throw AssayError(
        .invalidArgument, "A limit of cost needs the price of '\(model)'.",
        advice: "Add a line for the model to the table of prices.")
    }
    return Budget(
      price: price, maximumCost: maxCost, maximumRequests: maxRequests,
      maximumTime: maxTime?.duration)
  }

  /// The limits for several models together.
  func shared() throws -> SharedBudget {
    try check()
    return SharedBudget(
      Budget(
        maximumCost: maxCost, maximumRequests: maxRequests, maximumTime: maxTime?.duration))
  }

  private func table() throws -> PriceTable? { try prices.map(PriceTable.read) }
}

/// A time as people write it: `90`, `90s`, `30m` or `2h`.
struct TimeLimit: ExpressibleByArgument {
  var duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = argument.last.flatMap { units[$0] }
    guard let number = Double(unit == nil ? argument : String(argument.dropLast())),
      number.isFinite, number >= 0, number < 1e9
    else { return nil }
    duration = .seconds(number * (unit ?? 1))
  }
}
