import Foundation
import HTTPServer

/// Names of this machine, and what its own addresses are.
enum HostName {
  /// The numeric address of a name such as `localhost`; a numeric one stays as it is.
  ///
  /// - Throws: ``OperatorFault`` for a name that nobody knows.
  static func address(of host: String) throws(OperatorFault) -> String {
    let bare =
      host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    guard IPAddress(bare) == nil else { return bare }
    let all = addresses(ofName: bare)
    // Version 4 first: it is what a browser tries when a name has both.
    guard let first = all.first(where: { !$0.contains(":") }) ?? all.first else {
      throw OperatorFault(
        "host names \(host), which is no address of this machine and no name that resolves.")
    }
    return first
  }

  /// The addresses of this machine's networks, in numbers.
  static func ownAddresses() -> [String] {
    var list: UnsafeMutablePointer<ifaddrs>?
    // The call fills a list, which is freed below.
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var found: [String] = []
    var next = unsafe list
    while let interface = unsafe next {
      // A member of the list, which lives until it is freed.
      if let address = unsafe interface.pointee.ifa_addr, let text = unsafe text(of: address) {
        found.append(text)
      }
      unsafe next = interface.pointee.ifa_next
    }
    return found
  }

  private static func addresses(ofName name: String) -> [String] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    // The list is freed below, after its last member was read.
    guard unsafe getaddrinfo(name, nil, &hints, &list) == 0 else { return [] }
    defer { unsafe freeaddrinfo(list) }
    var found: [String] = []
    var next = unsafe list
    while let member = unsafe next {
      // A member of the list, which lives until it is freed.
      if let address = unsafe member.pointee.ai_addr, let text = unsafe text(of: address) {
        found.append(text)
      }
      unsafe next = member.pointee.ai_next
    }
    return found
  }

  /// The number of an address of version 4 or 6 that needs no zone; nil for others.
  private static func text(of address: UnsafeMutablePointer<sockaddr>) -> String? {
    let family = Int32(unsafe address.pointee.sa_family)
    let length =
      family == AF_INET ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
    guard family == AF_INET || family == AF_INET6 else { return nil }
    var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    // The structure has the length of its family, and the buffer the length that is told.
    let error = unsafe getnameinfo(
      address, socklen_t(length), &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
    let text = String(
      decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return error == 0 && IPAddress(text) != nil ? text : nil
  }
}

extension OperatorFault {
  /// Why the server cannot listen, and what would be right.
  init(_ error: ServerError) {
    switch error {
    case .cannotBind(let host, let port, let reason):
      switch reason {
      case "address already in use":
        self.init(
          "Port \(port) of \(host) is in use by another program; end that, or choose another "
            + "--port.")
      case "address not available":
        self.init("This machine has no address \(host); choose another --host.")
      case "permission denied":
        self.init("Port \(port) needs more rights than this program has; choose one above 1023.")
      default:
        self.init("The server cannot listen at \(host), port \(port): \(reason).")
      }
    }
  }
}
