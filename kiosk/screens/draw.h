// Draws a whole view: chrome, screen, overlay, on a window that has been cleared to colour::paper
// (a fill of the whole window would cost a software GL a third of the frame). Call it between
// ImGui::NewFrame and ImGui::Render with the context current that `ui` was created in. Returns what
// a person asked for in this frame, at most one thing. UI thread only; touches no disk, network or
// clock.
#pragma once

#include <optional>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

std::optional<Intent> draw(const View& view, const ui::Ui::Frame& frame, ui::Ui& ui);

}  // namespace lintel::kiosk::screens
