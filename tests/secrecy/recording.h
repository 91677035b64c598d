// What somebody has who stood at the door with pen and watch, listened on the Wi-Fi, and later got
// hold of every file of both sides as it was at every moment, every state of the page and every
// export. Plain values: attacks (attacks.h) are functions of it.
//
// Person::answer and Person::note are the truth. No attack looks at them: they are for judge.h and
// for finding a known id's bytes in a file, which whoever has the rows can do as well.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/core/ids.h"
#include "shared/core/time.h"
#include "shared/event/topic.h"
#include "shared/results/ledger.h"

namespace lintel::secrecy {

struct Person {
  UtcTime at{};  // of the tap, on the observer's watch
  std::string door;
  Topic topic;
  bool late = false;
  bool undone = false;
  Uuid answer;
  std::optional<Uuid> note;
};

enum class Medium { tablet, collector, backup, stick };

// Files as they were at one moment, whole; a database's log beside it.
struct Copy {
  UtcTime at{};
  Medium medium = Medium::collector;
  std::string door;  // of a tablet's or a stick's
  std::map<std::string, std::string> files;
};

// A stored answer or note, as a copy's tables have it.
struct Row {
  std::string table;
  Uuid id;
  Uuid device;
  std::string type;     // of the CloudEvent
  std::string subject;  // the session
  std::string bytes;
  std::string beside;  // the row's other columns, names and values
};

struct LedgerSeen {
  UtcTime at{};
  Ledger ledger;
};

// answers: how many are in it. figures: "use.yes-this-week", "try.2", "help.time"; absent: not
// shown.
struct Figures {
  int answers = 0;
  std::map<std::string, int> figures;
  bool operator==(const Figures&) const = default;
};

// One state of one thing that shows results, by session; "" is a total over what is shown.
struct Snapshot {
  UtcTime at{};
  std::string source;  // "page", "csv", "tablet 204"
  std::map<std::string, Figures> sessions;
  std::map<std::string, int> notes;  // listed or counted, by session
};

enum class Way { to_collector, to_tablet };
struct Packet {
  UtcTime at{};
  std::string door;
  Way way = Way::to_collector;
  std::size_t length = 0;  // of a TLS record of application data
};

struct Recording {
  int k = 5;
  std::vector<Person> people;  // as they came
  std::vector<Copy> copies;    // as time went
  std::vector<LedgerSeen> ledgers;
  std::vector<Snapshot> snapshots;
  std::vector<Packet> packets;
  // The truth, for judge.h: which release of its tablet each answer and note left with.
  std::map<Uuid, int> releases;
};

}  // namespace lintel::secrecy
