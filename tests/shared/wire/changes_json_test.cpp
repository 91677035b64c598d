#include "shared/wire/changes_json.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/shared/sample.h"

namespace lintel {

TEST_CASE("a list of changes comes back as it was written", "[wire][changes]") {
  Changes changes;
  for (const ChangeKind kind : {ChangeKind::moved, ChangeKind::new_time, ChangeKind::new_title,
                                ChangeKind::cancelled, ChangeKind::dropped}) {
    Change change;
    change.kind = kind;
    change.session = SessionId{"s\"1"};
    change.room = RoomId{"204"};
    change.start = sample::moment("10:00");
    change.end = sample::moment("10:45");
    change.title = "Título 标题";
    if (kind != ChangeKind::dropped) {
      change.since = UtcTime{milliseconds{1'795'000'000'123}};
    }
    changes.push_back(change);
  }
  const auto read = wire::decode_changes(wire::encode(changes));
  REQUIRE(read);
  CHECK(*read == changes);
  CHECK(wire::decode_changes("")->empty());
}

TEST_CASE("a list of changes that does not check out is refused", "[wire][changes]") {
  CHECK(wire::decode_changes("[]").error().code == ErrorCode::invalid);
  CHECK(wire::decode_changes("{").error().code == ErrorCode::invalid);
  CHECK(wire::decode_changes(R"({"lintel_changes":2,"changes":[]})").error().code ==
        ErrorCode::newer);
  CHECK(wire::decode_changes(R"({"lintel_changes":1,"changes":[7]})").error().code ==
        ErrorCode::invalid);
  CHECK_FALSE(wire::decode_changes(
      R"({"lintel_changes":1,"changes":[{"kind":"lost","session":"a","room":"b",)"
      R"("start":"2026-11-20T10:00:00Z","end":"2026-11-20T10:45:00Z","title":"t"}]})"));
}

}  // namespace lintel
