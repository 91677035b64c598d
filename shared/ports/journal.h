// Port: the tablet's journal of responses. One owner thread (the storage thread) calls it; no
// implementation locks. Every function that returns success has made its change durable.
//
// A response is open -> sealed -> sent, or quarantined (refused by the collector, kept, shown).
// Secrecy (DESIGN 2.3): nothing about order or time is stored. Sealed responses of a session are
// released for sending only in groups of release_group, or once the session's window has closed;
// batches are read in id order; when a row is sent it may carry the day, for pruning.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/core/result.h"
#include "shared/event/response.h"
#include "shared/results/ledger.h"

namespace lintel {

struct PendingEvent {
  Uuid id;
  std::string bytes;  // the frozen CloudEvent
};

struct JournalCounts {
  int open = 0;
  int waiting = 0;      // sealed, not confirmed: released or still held back
  int released = 0;     // of those, ready to send
  int quarantined = 0;
  int sent = 0;         // confirmed, still kept
  std::map<SessionId, int> taken;  // sealed ever, per session: "You are the 23rd teacher"
};

struct Quarantined {
  Uuid id;
  std::string bytes;
  std::string code;  // why the collector refused it
};

class Journal {
 public:
  virtual ~Journal() = default;

  // Inserts an open response, or replaces the open one with the same id. conflict-free by id;
  // ErrorCode::refused when the id is already sealed (sealed is immutable), ErrorCode::full when
  // the disk or the quota is: the caller says so and nothing else is lost. ErrorCode::limit when
  // its encoding is longer than limits::event_bytes_max.
  virtual Status put_open(const Response& response) = 0;
  // Undo: removes an open response without a trace. refused when it is sealed; not_found is ok.
  virtual Status discard_open(const Uuid& id) = 0;
  // Freezes the bytes, adds it to the ledger, and releases a group when it is complete, all in one
  // commit. Sealing twice is ok and changes nothing; not_found when it was never stored.
  virtual Status seal(const Uuid& id, int release_group) = 0;
  // At start: seals whatever a crash or power cut left open. Returns how many.
  virtual Result<int> seal_left_open(int release_group) = 0;
  // The session's exit window has closed: everything sealed of it may go.
  virtual Status release(const SessionId& session) = 0;

  // Released, unconfirmed, in id order; at most events_max and bytes_max of encoded bytes,
  // but always one when there is one. `after` excludes ids up to and including it.
  virtual Result<std::vector<PendingEvent>> pending(std::size_t events_max, std::size_t bytes_max,
                                                    const Uuid& after) = 0;
  // The collector confirmed exactly these ids. Ids that are not pending are ignored, here and in
  // quarantine(). day: for pruning only.
  virtual Status mark_sent(const std::vector<Uuid>& ids, LocalDay day) = 0;
  virtual Status quarantine(const Uuid& id, const std::string& code) = 0;
  virtual Result<std::vector<Quarantined>> quarantined() = 0;
  // For a bundle that a person carries: every sealed response that is still here, held back or not,
  // confirmed or refused, in id order. As many as the store's own limit lets in.
  virtual Result<std::vector<PendingEvent>> kept() = 0;
  // A collector restored from a backup asks again: sent rows of the session wait again.
  virtual Status resend(const std::vector<SessionId>& sessions) = 0;
  // Deletes sent rows of days before `before`. Never touches any other row.
  virtual Result<int> prune_sent(LocalDay before) = 0;

  virtual Result<JournalCounts> counts() = 0;
  virtual Result<std::map<SessionId, LedgerEntry>> ledger() = 0;
};

}  // namespace lintel
