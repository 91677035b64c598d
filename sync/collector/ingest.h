// Ingest, pure: the bytes of a batch -> what to store and what to answer. No database, no clock.
//
// Two steps, so that decoding runs on the threads that read the network and the one writer thread
// only inserts: read_batch() decodes and checks every element; after the commit settle() joins its
// verdicts with what the unique key said about each row. Every element of the batch is named once
// in the receipt, in the order it came. Values only; safe from any thread.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/core/digest.h"
#include "shared/core/ids.h"
#include "shared/core/result.h"
#include "shared/event/event.h"
#include "shared/wire/cloudevents.h"
#include "shared/wire/receipt.h"

namespace lintel::collector {

// An answer or a note that is well formed and may be stored.
struct Row {
  Uuid device;
  Uuid id;
  Sha256 hash{};      // of bytes; what tells a duplicate from a conflict
  std::string bytes;  // canonical CloudEvent: the same answer from an older tablet is no other one
  wire::Record record;
  std::optional<wire::PlainNote> plain_note;  // of an answer of Lintel 0.1; sealed when it is kept

  Topic topic() const;
};

// How many suggestions each session of the served event has, in that of its versions that has most:
// a door may still show an earlier one. An answer that names one more was made up.
struct SuggestionCounts {
  EventId event;
  std::map<SessionId, int> sessions;

  // Of other events and sessions nothing is known: true.
  bool allow(const Response& response) const;
  // What another version of the event says; of another event: that alone from now on.
  void join(const Event& version);
};

struct Intake {
  std::vector<Row> rows;
  std::vector<wire::ReceiptItem> items;  // one per element; those of rows still say `stored`
  std::vector<std::size_t> item_of_row;  // rows[i] answers items[item_of_row[i]]
};

// Error: the body is no batch at all, nothing of it can be answered by id.
//
// A response of a form this collector does not know is stored unchecked but for what is printed (it
// is bounded by its size): a newer tablet's answers are kept until a newer collector can read them.
//
// sender: who signed the batch; elements of other sources are invalid. Empty: anybody's.
// suggestions: null when nothing is known of any session.
Result<Intake> read_batch(std::string_view body, const std::optional<Uuid>& sender = {},
                          const SuggestionCounts* suggestions = nullptr);

// What the unique key (device, id) found: nothing, so it is stored now, or the hash already there.
struct Found {
  bool inserted = false;
  Sha256 known{};
};
wire::ItemStatus judge(const Sha256& hash, const Found& found);

// statuses[i] is the judgement on intake.rows[i].
wire::Receipt settle(const Intake& intake, const std::vector<wire::ItemStatus>& statuses,
                     const Uuid& collector);

}  // namespace lintel::collector
