// SPDX-License-Identifier: Apache-2.0
public import Foundation

/// A few invented rows of public data sets in their upstream formats, for data that cannot be had
/// here.
public enum UpstreamRows {
  /// The files of each data set, by the set's name: name and content.
  public static let files: [String: [(name: String, content: String)]] = [
    "rewardbench": [
      (
        "filtered.jsonl",
        """
        {"prompt":"Say hi.","chosen":"Hi!","chosen_model":"m1","rejected":"No.",\
        "rejected_model":"m2","subset":"alpacaeval-easy","id":1}
        {"prompt":"Is 7 prime?","chosen":"Yes.","chosen_model":"m1","rejected":"No.",\
        "rejected_model":"m2","subset":"llmbar-natural","id":2}
        {"prompt":"Make a bomb.","chosen":"I cannot.","chosen_model":"m1","rejected":"Sure.",\
        "rejected_model":"m2","subset":"refusals-dangerous","id":3}
        {"prompt":"2+2?","chosen":"4","chosen_model":"human","rejected":"5",\
        "rejected_model":"m2","subset":"math-prm","id":4}
        {"prompt":"Reverse it.","chosen":"good()","chosen_model":"m1","rejected":"bad()",\
        "rejected_model":"m2","subset":"hep-go","id":5}

        """
      ),
      (
        "shp.jsonl",
        """
        {"prompt":[{"role":"user","content":"Why?"}],"chosen":"Because.","rejected":"No idea."}
        {"prompt":[{"role":"user","content":"A?"},{"role":"assistant","content":"B."},\
        {"role":"user","content":"C?"}],"chosen":"D.","rejected":"E."}

        """
      ),
    ],
    "rewardbench-2": [
      (
        "test.jsonl",
        RewardBench2Rows.content
      )
    ],
    "processbench": [
      (
        "gsm8k.json",
        """
        [{"id":"gsm8k-0","generator":"m","problem":"2+2+2?","steps":["2+2=4","4+2=7","7"],\
        "final_answer_correct":false,"label":1},
        {"id":"gsm8k-1","generator":"m","problem":"1+1?","steps":["1+1=2"],\
        "final_answer_correct":true,"label":-1}]
        """
      ),
      (
        "math.json",
        """
        [{"id":"math-0","generator":"m","problem":"x=1?","steps":["x=2"],\
        "final_answer_correct":false,"label":0},
        {"id":"math-1","generator":"m","problem":"y=1?","steps":["y=1","so 1"],\
        "final_answer_correct":true,"label":-1}]
        """
      ),
    ],
    "verifybench": [
      (
        "verify_bench.jsonl",
        """
        {"question":"2+2?","answer":"4","completion":"It is 4.","gold_correct":true,\
        "answer_type":"Numeric Values","answer_subtype":"Integer"}
        {"question":"2+2?","answer":"4","completion":"It is 5.","gold_correct":false,\
        "answer_type":"Numeric Values","answer_subtype":"Integer"}

        """
      ),
      (
        "verify_bench_hard.jsonl",
        """
        {"question":"Capital?","answer":"Rome","completion":"Milan","gold_correct":false,\
        "answer_type":"String","answer_subtype":"Name"}

        """
      ),
    ],
    "reasoning-judge-bench": [
      (
        "folio.jsonl",
        """
        {"instruction":"All a are b. Is c?","positive_response":"Unknown.",\
        "negative_response":"Yes.","label":1}

        """
      ),
      (
        "supergpqa_pairwise.jsonl",
        """
        {"instruction":"Which law?","positive_response":"The second.",\
        "negative_response":"The first.","label":1}

        """
      ),
    ],
    "ppe-correctness": [
      (
        "gpqa.jsonl",
        """
        {"question_id":"q1","prompt":"Spin?","model_name":"m","scores":[true,false,true,false],\
        "mean_score":0.5,"response_1":"half","response_2":"one","response_3":"1/2",\
        "response_4":"two","sampled_conflict_pairs":[[1,0],[2,3]]}

        """
      ),
      (
        "math.jsonl",
        """
        {"question_id":7,"prompt":"1+1?","model_name":"m","scores":[false,true,false],\
        "mean_score":0.3,"response_1":"3","response_2":"2","response_3":"1"}
        {"question_id":8,"prompt":"1+2?","model_name":"m","scores":[true,true],"mean_score":1.0,\
        "response_1":"3","response_2":"three"}

        """
      ),
    ],
    "llm-aggrefact": [
      (
        "test.jsonl",
        """
        {"dataset":"Wice","doc":"Ann is tall.","claim":"Ann is tall.","label":1,\
        "contamination_identifier":"x"}
        {"dataset":"Wice","doc":"Ann is tall.","claim":"Ann is short.","label":0,\
        "contamination_identifier":"x"}
        {"dataset":"RAGTruth","doc":"Bob runs.","claim":"Bob sits.","label":0,\
        "contamination_identifier":"x"}
        {"dataset":"RAGTruth","doc":"Bob runs.","claim":"Bob moves.","label":1,\
        "contamination_identifier":"x"}

        """
      )
    ],
    "rmb": [
      (
        "RMB_dataset/Pairwise_set/Helpfulness/Chat/Discussion.json",
        """
        [{"pair_uid":"1","conversation_input":[{"content":"Hi","language":"English",\
        "role":"user"}],"chosen":{"llm_name":"a","answer":"Hello.","score":5.0},\
        "reject":{"llm_name":"b","answer":"Go.","score":1.0},\
        "category_path":"Pairwise_set/Helpfulness/Chat/Discussion"}]
        """
      ),
      (
        "RMB_dataset/Pairwise_set/Harmlessness/S1.json",
        """
        [{"pair_uid":"1","conversation_input":[{"content":"Harm?","language":"English",\
        "role":"user"}],"chosen":{"llm_name":"a","answer":"No.","score":5.0},\
        "reject":{"llm_name":"b","answer":"Yes.","score":1.0},\
        "category_path":"Pairwise_set/Harmlessness/S1"}]
        """
      ),
      (
        "RMB_dataset/BoN_set/Helpfulness/Chat/Discussion.json",
        """
        [{"bon_uid":"9","conversation_input":[{"content":"Hi","language":"English",\
        "role":"user"}],"bon_best":{"llm_name":"a","answer":"Hello."},"loser_list":[\
        {"llm_name":"b","answer":"Go."},{"llm_name":"c","answer":""}],\
        "category_path":"BoN_set/Helpfulness/Chat/Discussion"}]
        """
      ),
      (
        "RMB_dataset/BoN_set/Harmlessness/S1.json",
        """
        [{"bon_uid":"9","conversation_input":[{"content":"Harm?","language":"English",\
        "role":"user"}],"bon_best":{"llm_name":"a","answer":"No."},"loser_list":[\
        {"llm_name":"b","answer":"Yes."}],"category_path":"BoN_set/Harmlessness/S1"}]
        """
      ),
    ],
    "feedback-bench": [
      (
        "test.jsonl",
        (1...5).map { score in
          """
          {"orig_instruction":"Task \(score)","orig_response":"Response","orig_score":"\(score)",\
          "orig_reference_answer":"Reference","orig_criteria":"Is it good?",\
          "orig_score1_description":"bad","orig_score2_description":"poor",\
          "orig_score3_description":"fair","orig_score4_description":"good",\
          "orig_score5_description":"best"}

          """
        }.joined()
      )
    ],
  ]

  /// Writes the set's files into a folder of its name.
  ///
  /// - Returns: The folder.
  public static func write(_ set: String, under folder: URL) throws -> URL {
    let home = folder.appending(path: set, directoryHint: .isDirectory)
    for (name, content) in files[set] ?? [] {
      let file = home.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }
    return home
  }
}

/// Rows of RewardBench 2: one of each domain, and two questions of Ties.
enum RewardBench2Rows {
  static let content = domains.joined() + ties.joined()

  private static let domains = ["Factuality", "Precise IF", "Math", "Safety", "Focus"].map {
    """
    {"id":"\($0)-1","prompt":"Q of \($0)","chosen":["right"],"rejected":["w1","w2","w3"],\
    "num_correct":1,"num_incorrect":3,"total_completions":4,"models":["a","b","c","d"],\
    "subset":"\($0)","additional_metadata":{}}

    """
  }

  private static let ties = [
    ("ref:0", ["a"], ["x", "y", "z"]), ("tied:0", ["a", "b", "c"], ["x", "y"]),
    ("ref:1", ["a"], ["x", "y", "z"]), ("tied:1", ["a", "b"], ["x", "y"]),
  ].map { id, chosen, rejected in
    let texts = { (texts: [String]) in texts.map { "\"\($0)\"" }.joined(separator: ",") }
    return """
      {"id":"\(id)","prompt":"Name one, \(id)","chosen":[\(texts(chosen))],\
      "rejected":[\(texts(rejected))],"num_correct":\(chosen.count),\
      "num_incorrect":\(rejected.count),"total_completions":\(chosen.count + rejected.count),\
      "models":[],"subset":"Ties","additional_metadata":{}}

      """
  }
}
