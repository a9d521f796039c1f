// SPDX-License-Identifier: Apache-2.0
import AssayCore
import AssayModels
import AssayTestSupport
import AssayText
import Foundation
import Testing

@Suite struct Qwen3ConfigurationTests {
  static let base = #"""
    "architectures":["Qwen3ForCausalLM"],"vocab_size":40,"hidden_size":32,
    "intermediate_size":48,"num_hidden_layers":2,"num_attention_heads":4,
    "num_key_value_heads":2,"head_dim":8,"max_position_embeddings":128
    """#

  static func read(_ more: String) throws -> Qwen3Configuration {
    let json = try JSONParser.parse("{\(base)\(more)}")
    let read = try Architectures.configuration(json, file: "config.json")
    return try #require(read as? Qwen3Configuration)
  }

  @Test func oldAndNewSpellingsOfTheRotaryBaseAreRead() throws {
    #expect(try Self.read("").ropeBase == 10_000)
    #expect(try Self.read(#","rope_theta":1000000"#).ropeBase == 1_000_000)
    #expect(try Self.read(#","rope_theta":5000.0,"rope_scaling":null"#).ropeBase == 5_000)
    let new = #","rope_parameters":{"rope_type":"default","rope_theta":2e6}"#
    #expect(try Self.read(new).ropeBase == 2_000_000)
  }

  @Test func writtenConfigurationsAreReadBack() throws {
    for name in Golden.names {
      let file = SharedData.fixtures.appending(path: "AssayModels/\(name)/config.json")
      let configuration = try Qwen3Configuration(json: JSONFile.read(file), file: "config.json")
      let again = try Qwen3Configuration(json: configuration.json(), file: "again")
      #expect(again == configuration)
    }
    var configuration = try Self.read("")
    configuration.endIDs = [3, 4]
    configuration.paddingID = 0
    #expect(try Qwen3Configuration(json: configuration.json(), file: "x") == configuration)
  }

  @Test(arguments: [
    (#","attention_bias":true"#, "attention_bias", "biases"),
    (#","hidden_act":"gelu""#, "hidden_act", "gelu"),
    (#","use_sliding_window":true"#, "use_sliding_window", "Sliding-window"),
    (#","layer_types":["full_attention","sliding_attention"]"#, "layer_types", "full attention"),
    (#","rope_scaling":{"rope_type":"yarn","factor":4}"#, "rope_scaling", "yarn"),
    (#","rope_parameters":{"rope_type":"llama3"}"#, "rope_parameters", "llama3"),
    (#","rope_parameters":{"rope_theta":-1}"#, "rope_parameters.rope_theta", "positive"),
    (#","quantization_config":{}"#, "quantization_config", "Quantised"),
    (#","rms_norm_eps":0"#, "rms_norm_eps", "positive"),
    (#","num_key_value_heads":3"#, "num_key_value_heads", "evenly"),
    (#","head_dim":7"#, "head_dim", "even head size"),
    (#","hidden_size":0"#, "hidden_size", "whole number"),
    (#","hidden_size":"32""#, "hidden_size", "whole number"),
    (#","num_hidden_layers":1000000000"#, "num_hidden_layers", "whole number"),
    (#","vocab_size":null"#, "vocab_size", "missing"),
  ])
  func whatIsNotBuiltIsNamed(more: String, field: String, message: String) throws {
    let error = #expect(throws: AssayError.self) { try Self.read(more) }
    #expect(error?.code == .badCheckpoint)
    #expect(error?.location?.field == field)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: ["LlamaForCausalLM", "Qwen3MoeForCausalLM", "BertModel"])
  func anotherArchitectureIsNamedBesideTheSupportedOnes(name: String) throws {
    let json = try JSONParser.parse(#"{"architectures":["\#(name)"]}"#)
    let error = #expect(throws: AssayError.self) {
      try Architectures.configuration(json, file: "config.json")
    }
    #expect(error?.message.contains(name) == true)
    #expect(error?.message.contains("Qwen3ForCausalLM") == true)
    #expect(error?.location?.field == "architectures")
  }
}
