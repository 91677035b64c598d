// A tablet whose clock is wrong, at a collector whose clock is right: the real programs, the tablet
// under libfaketime. The day is made around the present minute, in a zone where it is about noon.
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "shared/core/time.h"
#include "tests/e2e/school.h"
#include "tests/e2e/support/eventually.h"
#include "tests/e2e/support/need.h"
#include "tests/e2e/support/pairing.h"
#include "tests/support/sanitized.h"

using namespace lintel;
using namespace lintel::e2e;

namespace {

// One session runs for a while yet; the next begins in twenty minutes.
class Today {
 public:
  Today() : now_(std::chrono::floor<minutes>(std::chrono::system_clock::now())) {
    const auto hour =
        std::chrono::floor<std::chrono::hours>(now_ - std::chrono::floor<std::chrono::days>(now_));
    ahead_ = std::chrono::hours{12} - hour;  // of UTC; -11 to 12
  }
  std::string clock(minutes from_now) const {
    return to_rfc3339(Moment{now_ + from_now, ahead_}).substr(11, 5);
  }
  void write(const std::string& folder) const {
    const std::string day = to_rfc3339(Moment{now_, ahead_}).substr(0, 10);
    const long hours = std::chrono::duration_cast<std::chrono::hours>(ahead_).count();
    // Of these zones the sign is the other way round.
    const std::string zone = hours == 0  ? "Etc/UTC"
                             : hours > 0 ? "Etc/GMT-" + std::to_string(hours)
                                         : "Etc/GMT+" + std::to_string(-hours);
    std::ofstream(folder + "/event.toml")
        << "[event]\nid = \"today\"\ntitle = \"Today\"\ndate = " << day << "\ntime_zone = \""
        << zone << "\"\nclock = 24\n\n[[rooms]]\nid = \"204\"\nname = \"204\"\n";
    std::ofstream(folder + "/sessions.csv")
        << "id,room,start,end,title,challenge,suggestions\n"
        << "runs,204," << clock(minutes{-30}) << "," << clock(minutes{15})
        << ",What runs now,We want it,One;Two;Three\n"
        << "comes,204," << clock(minutes{20}) << "," << clock(minutes{65})
        << ",What comes later,We want it,One;Two;Three\n";
  }

 private:
  std::chrono::sys_time<minutes> now_;
  minutes ahead_{0};
};

struct Clocks {
  TempFolder folder;
  Today today;
  std::unique_ptr<XServer> server = need(XServer::start(1280, 1280));
  std::unique_ptr<Collector> collector;

  Clocks() {
    today.write(folder.path().string());
    need(Collector::load_event(folder / "collector",
                               {folder / "event.toml", folder / "sessions.csv"}));
    collector = need(Collector::serve(folder / "collector", folder.path().string()));
  }
  std::unique_ptr<Kiosk> open_door(const std::string& wrong_by) const {
    KioskOptions options;
    options.display = server->display();
    options.folder = folder.path().string();
    options.data = folder / "tablet";
    options.collector = collector->url();
    options.now = "";
    options.environment = {{"LD_PRELOAD", "/usr/$LIB/faketime/libfaketimeMT.so.1"},
                           {"FAKETIME", wrong_by}};
    return need(Kiosk::start(options));
  }
};

bool shows_what_runs(const Sight& sight) {
  return sight.says("What runs now") && (sight.find("leave") || sight.find("use.not-for-me"));
}

}  // namespace

TEST_CASE("a tablet that is wrong by minutes or years asks about the session that runs",
          "[e2e][clock]") {
  if (test::is_sanitized) {
    SKIP("libfaketime and a sanitizer's runtime exclude each other");
  }
  for (const char* wrong_by : {"+45m", "-2h", "+10y", "-10y"}) {
    CAPTURE(wrong_by);
    const Clocks school;
    auto kiosk = school.open_door(wrong_by);
    need(let_in(*kiosk, school.folder / "collector"));
    need(kiosk->wait_until("the session that runs", shows_what_runs));
    to_exit(*kiosk);
    need(kiosk->tap("use.not-for-me"));
    // Restarted while the collector is away, it still knows.
    need(school.collector->stop());
    need(kiosk->stop());
    kiosk = school.open_door(wrong_by);
    need(kiosk->wait_until("the session that runs", shows_what_runs));
    need(kiosk->stop());
  }
}
