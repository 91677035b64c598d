#include "shared/event/exit_plan.h"

#include "shared/core/digest.h"
#include "shared/event/timeline.h"

namespace lintel {
namespace {

// Lengths first, so that no two plans are written alike.
void add_text(std::string& text, const std::string& part) {
  text += std::to_string(part.size()) + ":" + part;
}

std::string tag_of(const ExitPlan& plan) {
  std::string text;
  add_text(text, plan.event.value);
  for (const auto& [session, window] : plan.windows) {
    add_text(text, session.value);
    add_text(text, std::to_string(window.closes.time_since_epoch().count()));
  }
  return to_hex(sha256(text));
}

}  // namespace

ExitPlan exit_plan(const Event& event) {
  ExitPlan plan;
  plan.event = event.id;
  for (const Session& session : event.sessions) {
    if (session.status == SessionStatus::scheduled) {
      plan.windows[session.id] = {session.room, session.start.utc,
                                  exit_window(event, session, {}).closes,
                                  day_of(session.start.local())};
    }
  }
  plan.tag = tag_of(plan);
  return plan;
}

}  // namespace lintel
