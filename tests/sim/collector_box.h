// The collector's machine: the real router, writer, books and database, on a crash disk and driven
// by the virtual clock. It can be killed, lose its power in the middle of a commit, and be set back
// to an older backup.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "shared/ports/transport.h"
#include "sync/collector/router.h"
#include "sync/collector/writer.h"
#include "sync/trust/note_box.h"
#include "tests/sim/crash_disk.h"
#include "tests/sim/truth.h"
#include "tests/sim/world.h"

struct sqlite3;

namespace lintel::sim {

class CollectorBox {
 public:
  CollectorBox(World& world, const Uuid& name);
  ~CollectorBox();
  CollectorBox(const CollectorBox&) = delete;
  CollectorBox& operator=(const CollectorBox&) = delete;

  const Uuid& name() const { return name_; }
  bool is_up() const { return parts_ != nullptr; }

  // The reply comes later, or never when the machine goes down before.
  using OnReply = std::function<void(Reply)>;
  void take(const Request& request, OnReply on_reply);
  void load_event(const std::string& document);

  void kill();
  void cut_power();
  void cut_power_while_writing();
  void fail_a_sync() { disk_.fail_a_sync(); }
  void heal_disk() { disk_.heal(); }
  void start();
  void make_backup();
  void restore_backup();  // nothing when there is none

  // nullopt: it holds what the tablet says, to the id.
  std::optional<std::string> differs_from(const Ledger& ledger) const;
  // Closes it and reads its file as anybody could.
  std::multimap<Uuid, Truth::Held> read_everything();

 private:
  struct Parts;
  void work();
  void go_down();
  void read_rows(sqlite3* database, bool are_notes, std::multimap<Uuid, Truth::Held>& all) const;

  World& world_;
  Uuid name_;
  std::string path_;
  CrashDisk disk_;
  MachineClock clock_;
  trust::NotesKeyPair keys_{std::array<std::uint8_t, 32>{23}};
  std::unique_ptr<Parts> parts_;
  CrashDisk::Image backup_;
};

}  // namespace lintel::sim
