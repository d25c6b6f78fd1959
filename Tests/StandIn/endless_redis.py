#!/usr/bin/env python3
"""A Redis whose SCAN never ends: endless_redis.py SOCKET KEYS answers each call with so many new keys."""

import socket
import sys


def reply(command, keys, count):
    if command != b"SCAN":
        return b"+PONG\r\n"
    found = [b"descry:1:pool:pixabay:30:%d" % (count * keys + index) for index in range(keys)]
    return b"*2\r\n$1\r\n7\r\n*%d\r\n" % keys + b"".join(b"$%d\r\n%s\r\n" % (len(key), key) for key in found)


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
    while True:
        connection, _ = listener.accept()
        stream = connection.makefile("rb")
        count = 0
        # A command is an array of strings: *2, then $4, PING, and so on.
        while line := stream.readline():
            words = []
            for _ in range(int(line[1:])):
                length = int(stream.readline()[1:])
                words.append(stream.read(length + 2)[:-2])
            connection.sendall(reply(words[0], int(sys.argv[2]), count))
            count += 1


main()
