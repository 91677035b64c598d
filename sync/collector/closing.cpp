#include "sync/collector/closing.h"

namespace lintel::collector {

std::vector<Topic> topics_to_close(const Books& books, UtcTime now) {
  // C2: by shared/results/tablet_states.
  static_cast<void>(books);
  static_cast<void>(now);
  return {};
}

}  // namespace lintel::collector
