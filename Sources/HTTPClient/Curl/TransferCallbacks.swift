import CCurl
import Glibc

// What libcurl calls while a transfer runs; `context` is the `Transfer`, which its handle keeps.

let receiveHeader: curl_write_callback = { bytes, size, count, context in
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let line = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer.receive(header: String(decoding: line, as: UTF8.self)) ? size * count : 0
}

let receiveBody: curl_write_callback = { bytes, size, count, context in
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let piece = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.receive(body: unsafe [UInt8](piece)) ? size * count : 0
}

let openSocket: curl_opensocket_callback = { context, _, address in
    guard let context = unsafe context, let address = unsafe address else { return CURL_SOCKET_BAD }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let raw = unsafe UnsafeRawPointer(address) + MemoryLayout<curl_sockaddr>.offset(of: \.addr)!
    // sockaddr_in: family, port (2 bytes), address (4); sockaddr_in6: family, port, flow label (4), address (16).
    let (start, length) = unsafe address.pointee.family == AF_INET ? (4, 4) : (8, 16)
    guard unsafe [AF_INET, AF_INET6].contains(address.pointee.family),
        unsafe Int(address.pointee.addrlen) >= start + length
    else { return CURL_SOCKET_BAD }
    let port = unsafe Int(UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: raw + start, count: length))
    guard transfer.connects(to: IPAddress(bytes: bytes), port: port) else { return CURL_SOCKET_BAD }
    let kind = unsafe address.pointee.socktype | CInt(SOCK_CLOEXEC.rawValue)
    return unsafe socket(address.pointee.family, kind, address.pointee.protocol)
}
