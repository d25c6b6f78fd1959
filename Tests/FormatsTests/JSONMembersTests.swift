import Formats
import Testing

@Suite struct JSONMembersTests {
    @Test func membersKeepTheirOrderAndAreEscaped() {
        var members = JSONMembers(capacity: 0)
        members.add("b", 1)
        members.add("a\"", .string("x\n"))
        #expect(String(decoding: members.bytes, as: UTF8.self) == #""b":1,"a\"":"x\n""#)
    }

    @Test func othersAreAddedWithACommaOnlyWhereBothHaveMembers() {
        var one = JSONMembers(capacity: 8)
        one.add("a", nil)
        let none = JSONMembers(capacity: 8)
        var all = none
        all.add(one)
        all.add(none)
        all.add(one)
        #expect(String(decoding: all.bytes, as: UTF8.self) == #""a":null,"a":null"#)
    }
}
