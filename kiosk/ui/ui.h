// What a screen is drawn with: canvas, type, finger, motion, and the words-and-places it leaves
// behind. One Ui lives as long as the window. A frame: begin(), the screen, end(); screens::draw
// does all three. Everything that outlives a frame (scroll positions, glides, the QR code) is kept
// here in named members, so screens are plain functions. UI thread only; an ImGui context must be
// current from create() on.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/canvas.h"
#include "kiosk/ui/desk_input.h"
#include "kiosk/ui/focus.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/kinetic_scroll.h"
#include "kiosk/ui/motion.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/semantics.h"
#include "kiosk/ui/touch.h"
#include "kiosk/ui/typeset.h"
#include "shared/core/result.h"
#include "shared/core/time.h"
#include "shared/event/accent.h"

namespace lintel::kiosk::ui {

// A thing to touch.
struct Target {
  SemanticNode::Role role = SemanticNode::Role::button;
  std::string id;
  std::string label;
  Rect rect;  // what is seen
  Rect hit;   // what answers; empty: rect grown to the smallest target
  bool checked = false;
  bool enabled = true;
  Firing firing = Firing::once;
  // Who answers a finger that came down here, when the target changes its id meanwhile (a key that
  // becomes a small letter while two thumbs type). Empty: id.
  std::string claim = {};
  bool by_key = true;  // Tab and Return reach it
};

struct Press {
  bool fired = false;
  float depth = 0;                   // 0..1, glides
  MonoTime began{};                  // when the touch that fired came down
  Touches touches = Touches::apart;  // and whether it shared its time on the glass with another

  operator bool() const { return fired; }
};

// What a text is, for those who do not see it.
struct Caption {
  std::string id;
  SemanticNode::Role role = SemanticNode::Role::text;
  std::string inside = {};  // the target whose face it is
};

// A scrolled area that is remembered as long as it is drawn in every frame.
struct ScrollState {
  KineticScroll across;
  KineticScroll down;
  bool seen = false;               // in this frame
  bool arrived = false;            // its first frame is over
  std::optional<FingerId> finger;  // that moves it or may begin to
  std::string of;  // what is scrolled, where the same area shows one thing after another
};

class Ui {
 public:
  struct Frame {
    float width_px = 0;
    float height_px = 0;
    MonoTime now{};
    bool reduce_motion = false;
    TouchInput* input = nullptr;  // what the glass reported; the frame takes out what it can answer
    DeskInput* desk = nullptr;    // and what wheel and keyboard did
    // Until then nobody could see the screen: what was touched or pressed by then, or in the next
    // 0.8 s, was not aimed at anything.
    std::optional<MonoTime> lit{};
  };

  // unavailable: a font that cannot be used.
  static Result<std::unique_ptr<Ui>> create(const FontFiles& files);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // For the shell, after a frame was drawn.
  bool animating() const;  // another frame is wanted right away
  const std::vector<SemanticNode>& semantics() const { return semantics_; }
  // "door", "exit", "note", "board", "search", "pairing"; an overlay adds
  // "+change", "+slides", "+session", "+pairing" or "+still-here".
  std::string_view screen_name() const { return screen_name_; }

  // For screens::draw.
  struct Scene {
    std::string name;
    bool large_text = false;
    std::optional<Rgb> accent{};  // the school's; nothing: Lintel's own
    // What stands where, in any words. When they are others than in the frame before, touches that
    // began earlier or begin in the next 0.8 s do nothing (DESIGN section 8). Always the same: no
    // change of layout ever.
    std::string layout{};
    // Which answer tiles stand there; empty: none. From one screen to the next with the same ones
    // a finger on a tile is still meant for it: nobody is lost because somebody else began to
    // write or opened a sheet.
    std::string tiles{};
    bool types = false;  // a keyboard writes here
  };
  void begin(const Frame& frame, const Scene& scene);
  void end();

  // For screens.
  Canvas& canvas() { return canvas_; }
  Motion& motion() { return motion_; }
  Touch& finger() { return touch_; }
  // What wheel or keyboard did in this frame and nothing here has answered; null: nothing.
  const DeskEvent* unanswered_desk() const { return desk_ ? &*desk_ : nullptr; }
  const Rect& area() const { return canvas_.area(); }
  bool portrait() const { return canvas_.portrait(); }
  bool large_text() const { return typesetter_.text_scale() > 1; }

  TextBlock set(std::string_view text, const Paragraph& paragraph, float width = unlimited,
                float height = unlimited);
  TextBlock set(std::initializer_list<Run> runs, const Paragraph& paragraph, float width,
                float height = unlimited);
  float width_of(std::string_view text, const TextStyle& style);
  // Draws and records. Returns the place taken.
  Rect put(const TextBlock& block, const Rect& rect, const Caption& caption);
  Rect put_middle(const TextBlock& block, const Rect& rect, const Caption& caption);
  // Lets a finger and a listener find it; draws nothing.
  Press target(const Target& target);
  void note_image(const std::string& id, const std::string& label, const Rect& rect);
  // 0..1 while something of this name comes onto the screen; 1 at once in the very first frame.
  float arrival(std::string_view name);

  // While one is alive, targets below an overlay are seen but cannot be touched.
  class Inert {
   public:
    explicit Inert(Ui& ui) : ui_(ui), before_(ui.inert_) { ui_.inert_ = true; }
    ~Inert() { ui_.inert_ = before_; }
    Inert(const Inert&) = delete;
    Inert& operator=(const Inert&) = delete;

   private:
    Ui& ui_;
    bool before_;
  };
  bool inert() const { return inert_; }

  // Scrolls a window onto `content` (its size) by finger or wheel. When it first appears it stands
  // at `first`, as far as the content reaches. Returns how far the content is moved.
  Point scroll(ScrollState& state, const Rect& window, Point content, Point first);

  ScrollState board_scroll;
  ScrollState day_scroll;
  ScrollState search_scroll;
  ScrollState session_scroll;
  ScrollState change_scroll;
  // The code of the text, made once.
  const QrCode* qr_code(std::string_view text);

 private:
  struct Window;
  std::array<ScrollState*, 5> scrolls() {
    return {&board_scroll, &day_scroll, &search_scroll, &session_scroll, &change_scroll};
  }
  explicit Ui(Fonts fonts);
  void take_touches();
  void take_desk(const Scene& scene);
  // When Return was pressed on it, in this frame.
  std::optional<MonoTime> pressed(const Target& target);
  // The wheel is over it, in this frame, and there is something to turn.
  bool turns(const Rect& window, float wide, float tall) const;
  void draw_focus();
  // The finger that moves what is scrolled in `window`, or may begin to.
  const Finger* scrolling_finger(ScrollState& state, const Rect& window) const;
  void record(SemanticNode node, const Rect& rect);

  Fonts fonts_;
  Typesetter typesetter_;
  Canvas canvas_;
  Motion motion_;
  Touch touch_;
  std::vector<SemanticNode> semantics_;
  std::string screen_name_;
  std::string layout_;
  std::string tiles_;
  std::optional<QrCode> qr_code_;
  std::string qr_text_;
  std::unique_ptr<Window> window_;
  Frame frame_;
  Focus focus_;
  std::optional<DeskEvent> desk_;  // played in this frame
  bool desk_waits_ = false;
  bool inert_ = false;
  bool scrolling_ = false;
  bool first_frame_ = true;
};

}  // namespace lintel::kiosk::ui
