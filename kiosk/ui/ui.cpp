#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <cmath>
#include <utility>

#include "kiosk/ui/accent.h"

namespace lintel::kiosk::ui {
namespace {

constexpr float wheel_step = 80;      // units a notch
constexpr float arc_error_px = 0.1F;  // round corners of 28 units must not show their chords

}  // namespace

// The one ImGui window: all of the glass, no decoration, and deaf, because the finger is ours.
struct Ui::Window {
  Window(float width_px, float height_px) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({width_px, height_px});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin("lintel", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
  }
  ~Window() {
    ImGui::End();
    ImGui::PopStyleVar(3);
  }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
};

Result<std::unique_ptr<Ui>> Ui::create(const FontFiles& files) {
  if (ImGui::GetCurrentContext() == nullptr) {
    return Error{ErrorCode::unavailable, "The screen cannot be drawn before there is a window."};
  }
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetStyle().CircleTessellationMaxError = arc_error_px;
  TRY(auto fonts, Fonts::load(files));
  return std::unique_ptr<Ui>{new Ui(std::move(fonts))};
}

Ui::Ui(Fonts fonts) : fonts_(std::move(fonts)), typesetter_(fonts_) {}
Ui::~Ui() = default;

bool Ui::animating() const {
  return motion_.animating() || scrolling_ || touch_.wants_frame() || desk_waits_;
}

void Ui::begin(const Frame& frame, const Scene& scene) {
  frame_ = frame;
  wear_accent(scene.accent);
  window_ = std::make_unique<Window>(frame.width_px, frame.height_px);
  canvas_.begin(*ImGui::GetWindowDrawList(), fonts_, frame.width_px, frame.height_px);
  typesetter_.set_scale(canvas_.scale(), scene.large_text ? type::large_text : 1.0F);
  motion_.begin(frame.now, frame.reduce_motion ? Pace::still : Pace::moving);
  if (frame.lit) {
    touch_.layout_changed(*frame.lit);
  }
  take_touches();
  focus_.begin();
  take_desk(scene);
  if (scene.name != screen_name_) {
    if (scene.tiles.empty() || scene.tiles != tiles_) {
      touch_.screen_changed(frame.now);
    }
    focus_.leave();
    screen_name_ = scene.name;
  }
  tiles_ = scene.tiles;
  if (scene.layout != layout_) {
    if (!first_frame_) {
      touch_.layout_changed(frame.now);
    }
    layout_ = scene.layout;
  }
  semantics_.clear();
  inert_ = false;
  scrolling_ = false;
  for (ScrollState* state : scrolls()) {
    state->seen = false;
  }
}

void Ui::take_touches() {
  TouchInput nothing;
  touch_.begin(frame_.input != nullptr ? *frame_.input : nothing, frame_.now, canvas_.scale());
  frame_.input = nullptr;  // it need not live longer than begin()
}

// One a frame, and none in the frame of a finger's release or of a new screen: each is answered by
// what stood there when it was done.
void Ui::take_desk(const Scene& scene) {
  DeskInput nothing;
  DeskInput& input = frame_.desk != nullptr ? *frame_.desk : nothing;
  frame_.desk = nullptr;
  desk_.reset();
  if (touch_.began()) {
    focus_.leave();
  }
  if (!input.empty() && !touch_.ended() && scene.name == screen_name_) {
    desk_ = input.front();
    input.pop();
  }
  desk_waits_ = !input.empty();
  if (!desk_) {
    return;
  }
  const bool counts = touch_.counts(desk_->when.value_or(frame_.now));
  if (!counts) {
    desk_.reset();
  } else if (desk_->kind == DeskEvent::Kind::next) {
    focus_.move(1);
  } else if (desk_->kind == DeskEvent::Kind::previous) {
    focus_.move(-1);
  } else if (desk_->kind == DeskEvent::Kind::text && desk_->text == " " && !scene.types) {
    desk_->kind = DeskEvent::Kind::press;
  }
}

// A ring round the target the keyboard is at, above all else and never under its edge.
void Ui::draw_focus() {
  if (focus_.anywhere()) {
    canvas_.outline(focus_.rect().inset(-space::xxs).cut(canvas_.area()), radius::box,
                    {colour::ink, stroke::selected});
  }
}

void Ui::end() {
  focus_.end();
  draw_focus();
  for (ScrollState* state : scrolls()) {
    if (!state->seen) {
      *state = ScrollState{};
    }
  }
  motion_.end();
  first_frame_ = false;
  window_.reset();
}

TextBlock Ui::set(std::string_view text, const Paragraph& paragraph, float width, float height) {
  return typesetter_.set(text, paragraph, width, height);
}

TextBlock Ui::set(std::initializer_list<Run> runs, const Paragraph& paragraph, float width,
                  float height) {
  return typesetter_.set(runs, paragraph, width, height);
}

float Ui::width_of(std::string_view text, const TextStyle& style) {
  return typesetter_.width_of(text, style);
}

void Ui::record(SemanticNode node, const Rect& rect) {
  if (inert_ || node.label.empty()) {
    return;
  }
  const Rect px = canvas_.pixels(rect.cut(canvas_.clip()));
  if (px.empty()) {
    return;
  }
  node.x = px.x;
  node.y = px.y;
  node.width = px.width;
  node.height = px.height;
  semantics_.push_back(std::move(node));
}

Rect Ui::put(const TextBlock& block, const Rect& rect, const Caption& caption) {
  if (block.text.empty()) {
    return {rect.x, rect.y, 0, 0};
  }
  const Rect used = canvas_.text(block, rect);
  SemanticNode node;
  node.role = caption.role;
  node.id = caption.id;
  node.label = block.text;
  node.inside = caption.inside;
  node.shortened = block.shortened;
  record(std::move(node), used);
  return used;
}

Rect Ui::put_middle(const TextBlock& block, const Rect& rect, const Caption& caption) {
  Rect place = rect;
  place.y += (rect.height - block.height) / 2;
  return put(block, place, caption);
}

Press Ui::target(const Target& target) {
  SemanticNode node;
  node.role = target.role;
  node.id = target.id;
  node.label = target.label.empty() ? target.id : target.label;
  node.checked = target.checked;
  node.enabled = target.enabled;
  Rect hit = target.hit.empty() ? target.rect.at_least(extent::target, extent::target) : target.hit;
  hit = hit.cut(canvas_.clip());
  Touch::Answer answer;
  if (!inert_ && target.enabled && !hit.empty()) {
    answer = touch_.offer(target.claim.empty() ? target.id : target.claim, hit, target.firing);
    node.focused =
        target.by_key && target.firing != Firing::held && focus_.offer(target.id, target.rect);
    if (const auto began = node.focused ? pressed(target) : std::nullopt) {
      answer.fired = true;
      answer.began = *began;
    }
  }
  record(std::move(node), hit);
  const float depth =
      motion_.toward("press." + target.id, answer.pressed ? 1.0F : 0.0F, motion::press);
  return {answer.fired, depth, answer.began, answer.touches};
}

std::optional<MonoTime> Ui::pressed(const Target& target) {
  if (!desk_ || desk_->kind != DeskEvent::Kind::press) {
    return std::nullopt;
  }
  const MonoTime began = desk_->when.value_or(frame_.now);
  desk_.reset();
  if (target.role == SemanticNode::Role::tile) {
    focus_.leave();  // whoever comes next must not see which one it was
  }
  return began;
}

void Ui::note_image(const std::string& id, const std::string& label, const Rect& rect) {
  SemanticNode node;
  node.role = SemanticNode::Role::image;
  node.id = id;
  node.label = label;
  record(std::move(node), rect);
}

float Ui::arrival(std::string_view name) {
  return motion_.appear(name, first_frame_ ? 1.0F : 0.0F, 1.0F, motion::screen);
}

const Finger* Ui::scrolling_finger(ScrollState& state, const Rect& window) const {
  const Finger* chosen = nullptr;
  for (const Finger& finger : touch_.fingers()) {
    if (!finger.held || !window.contains(finger.start)) {
      continue;
    }
    const bool kept = state.finger == finger.id && finger.slipped;
    if (chosen == nullptr || kept || (finger.slipped && !chosen->slipped)) {
      chosen = &finger;
    }
    if (kept) {
      break;
    }
  }
  state.finger = chosen != nullptr ? std::optional{chosen->id} : std::nullopt;
  return chosen;
}

bool Ui::turns(const Rect& window, float wide, float tall) const {
  if (!desk_ || desk_->kind != DeskEvent::Kind::scroll || inert_ || (wide <= 0 && tall <= 0)) {
    return false;
  }
  const float unit = canvas_.scale();
  return !desk_->at || window.contains({desk_->at->x / unit, desk_->at->y / unit});
}

Point Ui::scroll(ScrollState& state, const Rect& window, Point content, Point first) {
  const float wide = std::max(0.0F, content.x - window.width);
  const float tall = std::max(0.0F, content.y - window.height);
  const auto before = state.finger;
  const Finger* finger = inert_ ? nullptr : scrolling_finger(state, window);
  const bool mine = finger != nullptr;
  const bool gliding = state.across.gliding() || state.down.gliding();
  if (mine && finger->new_here && gliding) {
    touch_.cancel(finger->id);  // this touch stops the list and does nothing else
  }
  // A finger that drags has slipped, so no target answers it any more. Where another one took over
  // the list stands still for a frame: it must not leap from the one finger to the other.
  const bool dragging =
      mine && finger->slipped && (wide > 0 || tall > 0) && (!before || state.finger == before);
  const Point at = mine ? finger->at : Point{};
  const Pace pace = frame_.reduce_motion ? Pace::still : Pace::moving;
  if (!state.arrived) {
    state.across.jump(first.x);
    state.down.jump(first.y);
  }
  state.across.update(frame_.now, {mine, dragging, at.x}, wide, pace);
  state.down.update(frame_.now, {mine, dragging, at.y}, tall, pace);
  if (turns(window, wide, tall)) {
    state.across.nudge(-desk_->across * wheel_step);
    (tall > 0 ? state.down : state.across).nudge(-desk_->up * wheel_step);
    desk_->across = desk_->up = 0;  // of areas within each other one moves
  }
  state.arrived = true;
  state.seen = true;
  scrolling_ = scrolling_ || state.across.moving() || state.down.moving();
  return {state.across.offset(), state.down.offset()};
}

const QrCode* Ui::qr_code(std::string_view text) {
  if (text != qr_text_) {
    qr_text_ = text;
    qr_code_ = QrCode::encode(text);
  }
  return qr_code_ ? &*qr_code_ : nullptr;
}

}  // namespace lintel::kiosk::ui
