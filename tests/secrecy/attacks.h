// The attacks, each a pure function of a recording. Every one returns whom it isolated: a set of
// fewer than k answers, or the moment of fewer than k people, with how it came to it. An empty
// result means that it learned nothing that narrows anybody down further.
#pragma once

#include <string>
#include <vector>

#include "tests/secrecy/recording.h"

namespace lintel::secrecy {

struct Isolated {
  std::string how;            // for messages
  std::vector<Uuid> answers;  // or notes; empty: who gave them is known, not yet what
  std::string door;           // empty: unknown
  std::string session;
};
using Whom = std::vector<Isolated>;

// Two ledgers of a tablet whose counts differ by 1 to k-1: the XOR of their digests is that of the
// answers in between, which are looked for among the rows.
Whom digests_apart(const Recording& recording);

// Rows that are new in a copy, of one door and session: 1 to k-1 of them.
Whom rows_between_copies(const Recording& recording);

// Commits told apart in a database's log: a page as it was before and after one answer.
Whom commits_in_logs(const Recording& recording);

// Where rows lie in a page shows when they came, unless it was written anew in id order: of answers
// a tablet still holds.
Whom places_in_pages(const Recording& recording);

// Where rows lie among those of their own release, on all media: how often the order that pages
// show is the order people came in. `z` is in standard deviations; |z| > 4 tells.
struct Agreement {
  double right = 0;
  double pairs = 0;
  double variance = 0;
  double z() const;
  Agreement& operator+=(const Agreement& other);
};
Agreement order_in_pages(const Recording& recording, Medium medium);

// Who is held back is known when a release follows a rule: then the k that it left lie behind all
// that went, and those of the last group that do not came after it. By chance that is so once in
// 252 releases of five of ten, so that several recordings are needed.
enum class Rule { lowest_id, highest_id, lowest_hash, highest_hash };
struct Draws {
  int tests = 0;
  int agreeing = 0;
  double expected = 0;  // by chance
  double variance = 0;
  Whom whom;  // newcomers, were it the rule
  double expected_z() const;
  bool tells() const;
  Draws& operator+=(const Draws& other);
};
Draws draws_by_rule(const Recording& recording, Rule rule);
Whom held_back_by_rule(const std::vector<Recording>& recordings);

// Rows of a session that differ in anything but their choices, 1 to k-1 of a kind.
Whom marks_in_rows(const Recording& recording);

// Every published state subtracted from every other of the same session, and totals from the sum of
// their parts; figures of fewer than ten that are all alike.
Whom differences_published(const Recording& recording);

// Notes: boxes whose size is none of the few, and notes that appear on their own.
Whom sizes_of_notes(const Recording& recording);
Whom notes_one_by_one(const Recording& recording);

// Records on the network whose length is no multiple of a block.
Whom lengths_of_packets(const Recording& recording);

// Requests that follow taps: of all lags from a tap to the tablet's next request, one is too
// frequent.
Whom packets_after_taps(const Recording& recording);
Whom packets_after_taps(const std::vector<Recording>& recordings);

// Times in files, to the second or finer, that are a tap's.
Whom times_in_files(const Recording& recording);

// Ids of answers that were taken back, in any file.
Whom traces_of_undo(const Recording& recording);

// All of the above that look at one recording, with a name for messages.
struct Attack {
  const char* name;
  Whom (*run)(const Recording&);
};
const std::vector<Attack>& attacks();

// The tables of a copy, read as its owner would.
std::vector<Row> rows_of(const Copy& copy);
// Every ledger whose text stands anywhere in a copy's files, in tables, logs and forgotten pages.
std::vector<LedgerSeen> ledgers_in(const Copy& copy);

// Without what is within the stated limits (SECURITY.md): groups that were smaller than k in all.
Whom beyond_the_limits(const Whom& whom, const Recording& recording);

std::string to_text(const Whom& whom);

}  // namespace lintel::secrecy
