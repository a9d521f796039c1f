// SPDX-License-Identifier: Apache-2.0
import AssayCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// Reads requests of one connection and acts out their replies.
final class FaultHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let record: Record
  private let handler: FaultServer.Handler
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(record: Record, handler: @escaping FaultServer.Handler) {
    self.record = record
    self.handler = handler
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let part): body.append(contentsOf: part.readableBytesView)
    case .end:
      guard let head else { return }
      let headers = Dictionary(
        head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
      let request = record.begin(
        method: head.method.rawValue, path: head.uri, headers: headers, body: body)
      let reply =
        handler(request)
        ?? (head.uri == "/v1/models"
          ? .models(["judge"]) : .error("no handler", status: 500, type: "test"))
      act(reply, request, context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func act(_ reply: ServedReply, _ request: ServedRequest, _ context: ChannelHandlerContext)
  {
    switch reply {
    case .reply(let status, let headers, let body):
      // A client that is gone gets no answer, whatever is written for it.
      let answers = reply.answers && context.channel.isActive
      writeHead(status, headers, length: body.count, context)
      // The answer to HEAD has the length of a body and no body.
      if request.method != "HEAD" { write(body[...], context) }
      record.end(request, answered: answers)
      let record = record
      context.writeAndFlush(wrapOutboundOut(.end(nil))).whenSuccess {
        if answers { record.delivered(request) }
      }
    case .cut(let body, let count):
      start(body, count, context)
      close(request, context)
    case .resetInBody(let body, let count):
      start(body, count, context)
      later(.milliseconds(50), context) { handler, context in
        handler.reset(request, context)
      }
    case .broken(let status, let headers, let body, let count, let ending):
      writeHead(status, headers, length: body.count, context)
      let part = context.channel.allocator.buffer(bytes: body.prefix(count))
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      // What comes next waits for the bytes to leave: a close would drop what has not.
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part)))).whenComplete { _ in
        let (handler, context) = bound.value
        handler.end(request, by: ending, context)
      }
    case .reset: reset(request, context)
    case .silence: record.end(request, answered: false)
    case .trickle(let body, let pause):
      writeHead(200, [("content-type", "application/json")], length: body.count, context)
      context.flush()
      trickle(body[...], pause, request, context)
    case .flood(let bytes):
      writeHead(200, [("content-type", "application/json")], length: nil, context)
      flood(bytes, request, context)
    case .delayed(let pause, let reply):
      later(pause, context) { handler, context in handler.act(reply, request, context) }
    }
  }

  private func end(
    _ request: ServedRequest, by ending: ServedReply.Ending, _ context: ChannelHandlerContext
  ) {
    switch ending {
    case .close: close(request, context)
    case .reset:
      later(.milliseconds(50), context) { handler, context in handler.reset(request, context) }
    case .silence: record.end(request, answered: false)
    }
  }

  private func writeHead(
    _ status: Int, _ headers: [(String, String)], length: Int?, _ context: ChannelHandlerContext
  ) {
    var fields = HTTPHeaders(headers)
    if let length { fields.replaceOrAdd(name: "content-length", value: "\(length)") }
    let head = HTTPResponseHead(
      version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
  }

  private func write(_ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
    context.write(
      wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes)))),
      promise: nil)
  }

  private func start(_ body: [UInt8], _ count: Int, _ context: ChannelHandlerContext) {
    writeHead(200, [("content-type", "application/json")], length: body.count, context)
    write(body.prefix(count), context)
    context.flush()
  }

  private func close(_ request: ServedRequest, _ context: ChannelHandlerContext) {
    record.end(request, answered: false)
    context.close(promise: nil)
  }

  /// Closing with a lingering time of 0 sends a reset in place of an orderly end.
  private func reset(_ request: ServedRequest, _ context: ChannelHandlerContext) {
    record.end(request, answered: false)
    let channel = context.channel
    guard let options = channel as? any SocketOptionProvider else {
      channel.close(promise: nil)
      return
    }
    options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
      channel.close(promise: nil)
    }
  }

  private func trickle(
    _ rest: ArraySlice<UInt8>, _ pause: Duration, _ request: ServedRequest,
    _ context: ChannelHandlerContext
  ) {
    guard context.channel.isActive, let first = rest.first else {
      record.end(request, answered: false)
      return
    }
    write([first], context)
    context.flush()
    later(pause, context) { handler, context in
      handler.trickle(rest.dropFirst(), pause, request, context)
    }
  }

  /// Writes in pieces, each after the one before has left, so that nothing is held in memory.
  private func flood(_ rest: Int, _ request: ServedRequest, _ context: ChannelHandlerContext) {
    guard context.channel.isActive, rest > 0 else {
      record.end(request, answered: false)
      if rest <= 0 { context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil) }
      return
    }
    let piece = [UInt8](repeating: UInt8(ascii: " "), count: min(rest, 1 << 20))
    let buffer = context.channel.allocator.buffer(bytes: piece)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer)))).whenComplete { result in
      let (handler, context) = bound.value
      if case .failure = result {
        handler.record.end(request, answered: false)
      } else {
        handler.flood(rest - piece.count, request, context)
      }
    }
  }

  private func later(
    _ pause: Duration, _ context: ChannelHandlerContext,
    _ body: @escaping @Sendable (FaultHandler, ChannelHandlerContext) -> Void
  ) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: TimeAmount(pause)) {
      let (handler, context) = bound.value
      body(handler, context)
    }
  }
}
