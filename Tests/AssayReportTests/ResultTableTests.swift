// SPDX-License-Identifier: Apache-2.0
import AssayBench
import AssayReport
import Foundation
import Testing

@Suite struct ResultTableTests {
  private let one = ResultTable([ResultTable.Entry(judge: "GPT_4", result: Results.result())])

  private func two(_ arrangement: ResultTable.Arrangement) -> ResultTable {
    ResultTable(
      ["a", "b"].map {
        ResultTable.Entry(
          judge: $0, result: Results.result(model: $0, accuracy: $0 == "a" ? 75 : 80))
      }, arrangement: arrangement)
  }

  @Test func markdownOfOneJudge() {
    #expect(
      one.text(.markdown) == """
        **GPT\\_4**

        | Benchmark | n | Official | Ours | Unscored |
        | --- | ---: | ---: | ---: | ---: |
        | **LLMBar** | 4 | 62.50 % | 75.00 % \\[30.1, 95.4\\] | 1 of 8 |
        | &nbsp;&nbsp;Natural | 2 | 50.00 % | 50.00 % \\[9.5, 90.5\\] | 0 of 4 |
        | &nbsp;&nbsp;A\\_B &amp; C | 2 | 50.00 % | 50.00 % \\[9.5, 90.5\\] | 0 of 4 |

        Official: LLMBar: correct average.

        Ours: LLMBar: consistent accuracy.

        Intervals are 95 %. Verdicts without a judgment are never right.

        """)
  }

  @Test func latexOfOneJudge() {
    #expect(
      one.text(.latex) == """
        % Needs \\usepackage{booktabs}, and UTF-8 input.
        \\begin{table}
          \\centering
          \\caption{GPT\\_4. Official: LLMBar: correct average. Ours: LLMBar: consistent accuracy. \
        Intervals are 95 \\%. Verdicts without a judgment are never right.}
          \\begin{tabular}{lrrrr}
            \\toprule
            Benchmark & n & Official & Ours & Unscored \\\\
            \\midrule
            \\textbf{LLMBar} & 4 & 62.50\\,\\% & 75.00\\,\\% {\\scriptsize [30.1, 95.4]} & 1 of 8 \\\\
            \\quad Natural & 2 & 50.00\\,\\% & 50.00\\,\\% {\\scriptsize [9.5, 90.5]} & 0 of 4 \\\\
            \\quad A\\_B \\& C & 2 & 50.00\\,\\% & 50.00\\,\\% {\\scriptsize [9.5, 90.5]} & 0 of 4 \\\\
            \\bottomrule
          \\end{tabular}
        \\end{table}

        """)
  }

  @Test func csvHoldsEveryNumberUnrounded() {
    let lines = one.text(.csv).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.first
        == "judge,benchmark,part,kind,metric,value,lower,upper,unit,n,count,method,note")
    #expect(lines.last == "")
    #expect(
      lines.contains(
        "GPT_4,llmbar,,ours,consistent_accuracy,75.0,30.064,95.441,percent,4,3,wilson,"))
    #expect(lines.contains("GPT_4,llmbar,,unscored,truncated,1,,,verdicts,8,1,,"))
    #expect(lines.contains("GPT_4,llmbar,A_B & C,official,correct_average,50.0,,,percent,2,,,"))
    // Header, 1 + 5 + 1 numbers of the whole, 2 · 3 of the parts, the end.
    #expect(lines.count == 15)
  }

  @Test func judgesStandBelowEachOther() {
    let text = two(.rows).text(.markdown)
    #expect(text.contains("| Benchmark | Judge | n | Official | Ours | Unscored |"))
    #expect(text.contains("| **LLMBar** | a | 4 |"))
    #expect(text.contains("|  | b | 4 | 62.50 % | 80.00 % \\[30.1, 95.4\\] | 1 of 8 |"))
    #expect(text.contains("| &nbsp;&nbsp;Natural | a |"))
  }

  @Test func judgesStandBesideEachOther() {
    let text = two(.columns).text(.markdown)
    #expect(text.contains("**Official**"))
    #expect(text.contains("| Benchmark | n | a | b |"))
    #expect(
      text.contains(
        "| **LLMBar** | 4 | 75.00 % \\[30.1, 95.4\\] | 80.00 % \\[30.1, 95.4\\] |"))
    #expect(two(.columns).text(.latex).components(separatedBy: "\\begin{tabular}").count == 3)
  }

  @Test func aJudgeThatLacksABenchmarkLeavesItsPlaceEmpty() {
    let table = ResultTable(
      [
        ResultTable.Entry(judge: "a", result: Results.result()),
        ResultTable.Entry(judge: "b", result: Results.result("other", title: "Other", parts: [])),
      ], arrangement: .columns)
    let text = table.text(.markdown)
    #expect(text.contains("| **LLMBar** | 4 | 62.50 % | – |"))
    #expect(text.contains("| **Other** | 4 | – | 62.50 % |"))
  }

  @Test func anUndefinedNumberSaysSo() {
    var result = Results.result(parts: [])
    result.official = [Results.metric("rm_bench", nil, note: "a domain is missing")]
    let table = ResultTable([ResultTable.Entry(judge: "a", result: result)])
    #expect(table.text(.markdown).contains("| 4 | undefined |"))
    #expect(table.text(.csv).contains("rm_bench,,,,percent,4,,,a domain is missing"))
  }

  @Test func hostileNamesStayText() {
    let hostile = "a|b & 5% \\x {y}\n\"q\", <b> _u_ *s* `c` [l](m) ~ ^ $d$ # -- \u{202E}"
    let table = ResultTable([
      ResultTable.Entry(judge: hostile, result: Results.result(title: hostile))
    ])
    let markdown = table.text(.markdown)
    #expect(
      markdown.hasPrefix(
        "**a\\|b &amp; 5% \\\\x {y} \"q\", &lt;b&gt; \\_u\\_ \\*s\\* \\`c\\` \\[l\\](m) \\~ ^ \\$d\\$ \\# --  **"
      ))
    for line in markdown.split(separator: "\n") where line.hasPrefix("|") {
      let bars = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(bars == 6)
    }
    let latex = table.text(.latex)
    #expect(
      latex.contains(
        "a\\textbar{}b \\& 5\\% \\textbackslash{}x \\{y\\} {\\char34}q{\\char34}, "
          + "\\textless{}b\\textgreater{} \\_u\\_ *s* `c` [l](m) \\textasciitilde{} "
          + "\\textasciicircum{} \\$d\\$ \\# -{}-  "))
    let csv = table.text(.csv)
    #expect(
      csv.contains("\"a|b & 5% \\x {y}\n\"\"q\"\", <b> _u_ *s* `c` [l](m) ~ ^ $d$ # -- \u{202E}\",")
    )
  }
}
