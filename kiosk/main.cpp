// lintel-kiosk: the only place that sees everything. It carries happenings to reduce(), effects to
// the tablet's storage, views to the screen, and sleeps in between.
#include <sys/random.h>

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "kiosk/app/reduce.h"
#include "kiosk/carrying.h"
#include "kiosk/platform/catalog.h"
#include "kiosk/platform/clocks.h"
#include "kiosk/platform/font_files.h"
#include "kiosk/platform/frame_pacer.h"
#include "kiosk/platform/inherited.h"
#include "kiosk/platform/news_queue.h"
#include "kiosk/platform/options.h"
#include "kiosk/platform/run_stats.h"
#include "kiosk/platform/semantics_log.h"
#include "kiosk/platform/sticks.h"
#include "kiosk/platform/stop_signal.h"
#include "kiosk/platform/window.h"
#include "kiosk/screens/draw.h"
#include "kiosk/ui/ui.h"
#include "kiosk/version.h"
#include "sync/client/clock_quality.h"
#include "sync/client/tablet.h"
#include "sync/net/curl_transport.h"

namespace lintel::kiosk {
namespace {

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

template <class T>
T random_value() {
  T value{};
  // The kernel's generator; it blocks only in the first second of a machine's life.
  while (getrandom(&value, sizeof value, 0) != static_cast<ssize_t>(sizeof value)) {
  }
  return value;
}

Uuid fresh_id() {
  return Uuid::from_random(random_value<std::array<std::uint8_t, 16>>());
}

Sending sending_of(outbox::Standing standing) {
  using outbox::Standing;
  switch (standing) {
    case Standing::unknown:
      return Sending::unknown;
    case Standing::connected:
      return Sending::connected;
    case Standing::no_network:
      return Sending::no_network;
    case Standing::sign_in:
      return Sending::sign_in;
    case Standing::clock_wrong:
      return Sending::clock_wrong;
    case Standing::certificate_dates:
      return Sending::certificate_dates;
    case Standing::certificate_or_clock:
      return Sending::certificate_or_clock;
    case Standing::intercepted:
      return Sending::intercepted;
    case Standing::not_paired:
      return Sending::not_paired;
    case Standing::busy:
      return Sending::busy;
    case Standing::own_computer_only:
      return Sending::own_computer_only;
  }
  return Sending::unknown;
}

ClockStanding standing_of(ClockFound found) {
  switch (found) {
    case ClockFound::checked:
      return ClockStanding::checked;
    case ClockFound::unchecked:
      return ClockStanding::unchecked;
    case ClockFound::was_wrong:
      return ClockStanding::was_wrong;
  }
  return ClockStanding::unchecked;
}

// Translations, read once per language; a language without a catalogue falls back to English.
class Catalogues {
 public:
  explicit Catalogues(std::string folder) : folder_(std::move(folder)) {}

  Status load_english() {
    TRY(english_, load_catalog(folder_, "en"));
    return ok();
  }
  const Words& of(const std::string& language) {
    if (language == "en") {
      return *english_;
    }
    const auto [place, is_new] = others_.try_emplace(language);
    if (is_new) {
      auto words = load_catalog(folder_, language);
      if (words) {
        place->second = std::move(*words);
      } else {
        std::fprintf(stderr, "lintel-kiosk: %s Showing English instead.\n",
                     words.error().message.c_str());
      }
    }
    return place->second ? *place->second : *english_;
  }

 private:
  std::string folder_;
  std::unique_ptr<Words> english_;
  std::map<std::string, std::unique_ptr<Words>> others_;
};

class Shell {
 public:
  explicit Shell(Options options)
      : options_(std::move(options)),
        news_([] { Window::wake(); }),
        catalogues_(options_.language_folder) {}

  Status open() {
    TRY_DO(catalogues_.load_english());
    TRY(semantics_, SemanticsLog::open(options_.semantics_file));
    TRY(fonts_, MappedFonts::find());
    for (const auto& notice : fonts_->notices()) {
      std::fprintf(stderr, "lintel-kiosk: %s\n", notice.c_str());
    }
    CurlOptions curl;
    curl.version = version;
    TRY(auto transport, CurlTransport::open(options_.collector, curl));
    TabletOptions tablet;
    tablet.data_folder = options_.data_folder;
    tablet.collector_url = options_.collector;
    tablet.room_name = options_.room;
    tablet.version = version;
    tablet.clock = &clock_;
    if (!options_.stand_at) {
      tablet.clock_quality = system_clock_quality;
      tablet.time = TabletOptions::Time::collector;
    }
    tablet.schedule_every = options_.schedule_every;
    tablet.send_minute = options_.send_minute;
    tablet.watched = !options_.semantics_file.empty() || !options_.stats_file.empty();
    tablet.seed = random_value<std::uint64_t>();
    tablet.collector = options_.forget_collector ? TabletOptions::Collector::forget
                                                 : TabletOptions::Collector::keep;
    tablet.tell = [this](TabletNews news) { news_.push(std::move(news)); };
    TRY(tablet_, Tablet::open(std::move(tablet), std::move(transport)));
    if (!tablet_->notice().empty()) {
      std::fprintf(stderr, "lintel-kiosk: %s\n", tablet_->notice().c_str());
    }
    WindowOptions window;
    window.title = options_.room.empty() ? "Lintel" : "Lintel · " + options_.room;
    window.windowed = options_.windowed;
    TRY(window_, Window::open(window));
    TRY(ui_, ui::Ui::create(fonts_->files()));
    begin_with_what_is_cached();
    return ok();
  }

  Status run() {
    while (!window_->is_lost() && !window_->should_close() && !stop_.asked()) {
      for (auto& news : news_.drain()) {
        take(std::move(news));
        pacer_.on_event();
      }
      if (window_->take_activity()) {
        pacer_.on_event();
      }
      if (pacer_.wants_frame()) {
        stats_.on_frame_begun();
        happen(event::Tick{});
        draw();
      }
      const milliseconds until_change = until_next_change(state_);
      const milliseconds sleep = pacer_.wait(until_change);
      window_->wait(sleep);
      if (sleep.count() > 0 && clock_.mono() - state_.mono >= until_change) {
        pacer_.on_event();
      }
    }
    TRY_DO(stats_.write(options_.stats_file));
    // With its session the server goes at the same time: then the end was ordered.
    return window_->is_lost() && !stop_.asked() ? Status{Window::lost_error()} : ok();
  }

 private:
  void begin_with_what_is_cached() {
    state_ = initial_state(options_.room);
    state_.default_language = options_.language;
    state_.catalogues = catalog_languages(options_.language_folder);
    state_.watched = !options_.semantics_file.empty() || !options_.stats_file.empty();
    state_.ended_here = tablet_->day_over();
    happen(event::ClockChanged{standing_of(tablet_->clock_found())});
    if (tablet_->pairing()) {
      happen(event::PairingChanged{{}, tablet_->pairing()->room});
    }
    if (tablet_->cached_schedule()) {
      take(ScheduleCame{tablet_->cached_schedule(), *tablet_->cached_fetched(),
                        tablet_->cached_changes()});
    }
    happen(event::Counted{tablet_->first_counts()});
    if (!tablet_->notice().empty()) {
      happen(event::DamageSetAside{});
    }
  }

  template <class What>
  void happen(What what) {
    Step step = reduce(std::move(state_),
                       {tablet_->clock().now(), tablet_->clock().mono(), std::move(what)});
    state_ = std::move(step.state);
    for (auto& effect : step.effects) {
      run(std::move(effect));
    }
  }

  void run(Effect effect) {
    std::visit(
        Match{
            [this](effect::PutOpen& put) {
              stats_.on_tap(put.response.id);
              tablet_->put_open(std::move(put.response));
            },
            [this](effect::Discard& discard) { tablet_->discard(discard.id); },
            [this](effect::Seal& seal) {
              tablet_->seal(seal.id, {seal.release_group, seal.burst, seal.closes});
            },
            [this](effect::Close& close) { tablet_->close(close.topic, close.closes); },
            [this](effect::EndDay& end) { tablet_->end_day(std::move(end.going_on)); },
            [this](effect::CountEarly& early) { tablet_->count_early(std::move(early.topics)); },
            [this](effect::Reopen& reopen) { tablet_->reopen(std::move(reopen.topics)); },
            [this](effect::KeepDayOver& kept) { tablet_->keep_day_over(std::move(kept.over)); },
            [this](effect::SayClosed& said) { tablet_->say_closed(std::move(said.closed)); },
            [this](effect::KeepNote& keep) { tablet_->put_note(std::move(keep.note), keep.state); },
            [this](effect::DiscardNote& discard) { tablet_->discard_note(discard.id); },
            [this](effect::AskToPairAgain&) { tablet_->ask_to_pair_again(); },
            [this](effect::SaveToStick&) { save_to_stick(); },
        },
        effect);
  }

  void take(TabletNews news) {
    std::visit(
        Match{
            [this](Stored& stored) {
              stats_.on_stored(stored.id);
              happen(event::Stored{stored.id});
            },
            [this](StoreFailed& failed) {
              happen(event::StoreFailed{failed.id, std::move(failed.error)});
            },
            [this](SealedNews& sealed) { happen(event::Sealed{sealed.id}); },
            [this](Counted& counted) { happen(event::Counted{std::move(counted.counts)}); },
            [this](ScheduleCame& came) {
              if (options_.stand_at && came.event) {
                stand_clock_at(*options_.stand_at, *came.event);
                options_.stand_at.reset();  // a later version does not turn it back
              }
              happen(event::ScheduleCame{std::move(came.event), came.fetched,
                                         std::move(came.changes)});
            },
            [this](ScheduleConfirmed& confirmed) {
              happen(event::ScheduleConfirmed{confirmed.when});
            },
            [this](StandingChanged& changed) {
              happen(event::SendingChanged{sending_of(changed.standing)});
            },
            [this](PairingChanged& changed) {
              const PairingShown& shown = changed.shown;
              happen(event::PairingChanged{
                  {shown.needed, shown.refused, shown.waiting, shown.code, shown.words},
                  shown.room});
            },
            [this](NotesKeyKnown& key) { happen(event::NotesOffered{key.known}); },
            [this](IdentityShared& identity) { happen(event::IdentityShared{identity.shared}); },
            [this](ClockFollowed& followed) {
              happen(event::ClockChanged{ClockStanding::checked, followed.forward});
            },
            [this](RoomGiven& given) { happen(event::RoomGiven{given.room}); },
            [this](BundleWritten& bundle) {
              std::fprintf(stderr, "lintel-kiosk: %s was written and read back.\n",
                           bundle.path.c_str());
              happen(event::BundleWritten{static_cast<int>(bundle.answers + bundle.notes),
                                          bundle.waiting_topics > 0});
            },
            [this](BundleFailed& failed) {
              std::fprintf(stderr, "lintel-kiosk: %s\n", failed.error.message.c_str());
              happen(event::BundleFailed{failed.error.code});
            },
            [](Notice& notice) {
              std::fprintf(stderr, "lintel-kiosk: %s\n", notice.sentence.c_str());
            },
        },
        news);
  }

  void save_to_stick() {
    const std::string folder =
        options_.stick_folder.empty() ? newest_stick() : options_.stick_folder;
    if (folder.empty()) {
      happen(event::BundleFailed{ErrorCode::not_found});
    } else {
      tablet_->write_bundle(folder);
    }
  }

  // --now is civil time at the school, and only the schedule knows the school's offset.
  void stand_clock_at(LocalTime local, const Event& event) {
    const UtcTime as_if_utc{local.time_since_epoch()};
    clock_.stand_at(local, event.offset_at(as_if_utc));
  }

  void draw() {
    const Words& words = catalogues_.of(shown_language(state_));
    const View view = make_view(state_, words);
    const PixelSize size = window_->size();
    window_->begin_frame(clock_.mono());
    ui::Ui::Frame frame;
    frame.width_px = static_cast<float>(size.width);
    frame.height_px = static_cast<float>(size.height);
    frame.now = clock_.mono();
    frame.reduce_motion = options_.reduce_motion;
    frame.input = &window_->input();
    frame.desk = &window_->desk();
    frame.lit = window_->take_lit();
    auto intent = screens::draw(view, frame, *ui_);
    if (window_->end_frame()) {
      stats_.on_picture();
    }
    semantics_.write(ui_->screen_name(), ui_->semantics(), touches_);
    pacer_.on_frame(ui_->animating());
    const bool touched = window_->take_touch();
    if (!intent && touched) {
      intent = intent::Touched{};
    }
    if (intent) {
      happen(event::Person{std::move(*intent), fresh_id()});
      pacer_.on_event();
    }
    touches_ += ui_->finger().ended() ? 1U : 0U;  // what it did shows from the next frame on
  }

  Options options_;
  SystemClock clock_;
  StopSignal stop_{[] { Window::wake(); }};
  NewsQueue<TabletNews> news_;
  Catalogues catalogues_;
  SemanticsLog semantics_;
  RunStats stats_;
  std::unique_ptr<MappedFonts> fonts_;
  std::unique_ptr<Window> window_;
  std::unique_ptr<ui::Ui> ui_;
  std::unique_ptr<Tablet> tablet_;
  FramePacer pacer_;
  std::uint64_t touches_ = 0;
  State state_;
};

int run(int argc, char** argv) {
  auto parsed = parse_options(argc, argv);
  if (!parsed.options) {
    return parsed.exit_code;
  }
  if (parsed.options->end_day) {
    const int ended = end_day(*parsed.options);
    if (ended != 0 || parsed.options->bundle_folder.empty()) {
      return ended;
    }
  }
  if (!parsed.options->bundle_folder.empty()) {
    return write_bundle(*parsed.options);
  }
  if (!parsed.options->schedule_file.empty()) {
    return read_schedule(*parsed.options);
  }
  Shell shell{std::move(*parsed.options)};
  Status outcome = shell.open();
  if (outcome) {
    outcome = shell.run();
  }
  if (!outcome) {
    std::fprintf(stderr, "lintel-kiosk: %s\n", outcome.error().message.c_str());
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace lintel::kiosk

int main(int argc, char** argv) {
  lintel::kiosk::put_inherited_in_order();
  return lintel::kiosk::run(argc, argv);
}
