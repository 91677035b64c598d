// How the errands of the sync side reach the disk: a question is carried out by whoever owns the
// Store, and its answer waited for. In the kiosk that is the storage thread; where one thread does
// everything (tests/sim) it is StorageWork itself.
#pragma once

#include <functional>
#include <optional>

#include "sync/store/store.h"
#include "sync/trust/note_box.h"

namespace lintel {

// Does an ask() change what the counts say?
enum class Recount { no, yes };

class Storage {
 public:
  virtual ~Storage() = default;

  // Runs `question` and waits for its answer. After an I/O error it is asked again, so it must bear
  // repeating. The new counts have been told before it returns. limit: too much work is waiting.
  template <class T>
  Result<T> ask(Recount recount, const std::function<Result<T>(store::Store&)>& question) {
    std::optional<Result<T>> answer;
    const bool carried_out = carry_out_and_wait(recount, [&](store::Store& store) {
      answer.emplace(question(store));
      return *answer ? ok() : Status(answer->error());
    });
    if (!carried_out || !answer) {
      return Error{ErrorCode::limit, "The tablet's disk is too slow: work is piling up."};
    }
    return std::move(*answer);
  }

  // Notes are sealed to it from now on, those that were kept in the clear too; nullopt: none can be
  // taken.
  virtual void use_notes_key(std::optional<trust::NotesPublicKey> key) = 0;

 protected:
  using Work = std::function<Status(store::Store&)>;
  virtual bool carry_out_and_wait(Recount recount, const Work& work) = 0;
};

}  // namespace lintel
