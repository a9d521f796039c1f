// SPDX-License-Identifier: Apache-2.0

extension PageStyle {
  /// The browser of examples.
  static let browser = """

    .pager{display:flex;gap:.8rem;align-items:center;margin:0 0 .6rem;font-size:.92rem}
    .pager[hidden]{display:none}.pager output{color:var(--soft);min-width:9rem;text-align:center}
    button{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);
    border-radius:.35rem;padding:.25rem .7rem;cursor:pointer}
    button:disabled{color:var(--unscored);cursor:default}
    .chips{display:flex;flex-wrap:wrap;gap:.25rem .4rem}
    .chip{border:1px solid currentColor;border-radius:.35rem;padding:0 .45rem;font-size:.8rem;
    font-weight:600;unicode-bidi:isolate;overflow-wrap:anywhere}
    .c-right{color:var(--right)}.c-wrong{color:var(--wrong)}.c-flipped{color:var(--flipped-ink)}
    .c-unscored,.c-judged{color:var(--soft)}
    .question{padding:.3rem .8rem .7rem;border-top:1px solid var(--line)}
    .question>div+div{margin-top:.5rem}.question h5{margin:.1rem 0;color:var(--soft);font-size:.78rem;
    font-weight:600}
    """
}
