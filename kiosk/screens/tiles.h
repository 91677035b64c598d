// The answer tiles, wherever they stand: same columns, same faces, whatever else the screen shows.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/intent.h"
#include "kiosk/app/view.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/ui.h"

namespace lintel::kiosk::screens {

// What a tile says instead of its answer for a moment, where a tap has no strip.
struct TileMessage {
  std::string use;
  SaveStanding save = SaveStanding::none;
  std::string label;
};

// question: in one row, in portrait in two. card: small ones beside the session that runs, always
// in one row.
enum class TileStyle { question, card };

struct TilePlace {
  TileStyle style = TileStyle::question;
  ui::Rect seen;
  ui::Rect felt;  // elsewhere only while people still mean where the tiles stood
};

Answer draw_tiles(const std::vector<AnswerTile>& tiles, const TileMessage& message,
                  const TilePlace& place, ui::Ui& ui);

}  // namespace lintel::kiosk::screens
