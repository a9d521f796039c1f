// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1

/// Answers the requests of one connection.
final class ChatHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// A judge's answer in the form that vLLM gives it, its `content` a verdict in R3's form.
  private static let chat = #"""
    {"id":"chatcmpl-8f2f6ad0b1e94d","object":"chat.completion","created":1735689600,\#
    "model":"judge","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":null,\#
    "content":"{\"explanation\": \"Response 1 keeps to the question and names the step that \#
    decides it. Response 2 reaches its result by an addition that does not hold, so what follows \#
    from it is wrong, and it does not say where the number comes from. Both are polite; only the \#
    first can be relied on.\", \"score\": \"Response 1\"}","tool_calls":[]},"logprobs":null,\#
    "finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":412,\#
    "total_tokens":488,"completion_tokens":76,"prompt_tokens_details":null},\#
    "prompt_logprobs":null}
    """#

  private static let models =
    #"{"object":"list","data":[{"id":"judge","object":"model","owned_by":"vllm"}]}"#

  private var path = ""

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): path = head.uri
    case .body: break
    case .end: answer(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext) {
    if path.hasSuffix("/models") { return write(Self.models, context) }
    let wait = path.split(separator: "/").first.flatMap { Int64($0) } ?? 0
    guard wait > 0 else { return write(Self.chat, context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(wait)) {
      let (handler, context) = bound.value
      handler.write(Self.chat, context)
    }
  }

  private func write(_ body: String, _ context: ChannelHandlerContext) {
    let buffer = context.channel.allocator.buffer(string: body)
    let headers: HTTPHeaders = [
      "content-type": "application/json", "content-length": "\(buffer.readableBytes)",
    ]
    let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
