// What phones' calendars and conference apps follow: the schedule as .ics and .json, and a QR code
// that leads there. Open to anybody who reaches the collector, because the same stands at every
// door; declared in router.h.
#include <qrencode.h>

#include <memory>
#include <utility>

#include "shared/export/export.h"
#include "sync/collector/router.h"

namespace lintel::collector {
namespace {

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// One path of squares; four modules of white around it (ISO/IEC 18004, section 9.1).
std::string svg_of(const QRcode& code) {
  constexpr int quiet = 4;
  const std::string side = std::to_string(code.width + 2 * quiet);
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if ((code.data[y * code.width + x] & 1U) != 0) {
        path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
      }
    }
  }
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side +
         "h-" + side + "z\"/><path d=\"" + path + "\"/></svg>\n";
}

std::string quoted(const std::string& name, const Schedule& schedule) {
  return "\"" + name + "-" + std::to_string(schedule.version) + "-" + schedule.etag.substr(1);
}

}  // namespace

bool Router::is_public(std::string_view path) {
  return path == "/schedule.ics" || path == "/schedule.json" || path == "/schedule.svg";
}

// Made once for each version that is served, whoever asks and how often.
struct Router::PublicFiles {
  std::shared_ptr<const Schedule> schedule;
  std::shared_ptr<const std::string> calendar;
  std::shared_ptr<const std::string> json;
};

std::shared_ptr<const Router::PublicFiles> Router::public_files() const {
  const auto schedule = books_.read([](const Books& books) { return books.schedule; });
  if (schedule == nullptr) {
    return nullptr;
  }
  const std::lock_guard lock(public_mutex_);
  if (public_files_ == nullptr || public_files_->schedule != schedule) {
    const Edition edition{schedule->version, schedule->loaded_at, LINTEL_VERSION};
    PublicFiles made{
        schedule, std::make_shared<const std::string>(to_icalendar(schedule->event, edition)),
        std::make_shared<const std::string>(to_schedule_json(schedule->event, edition))};
    public_files_ = std::make_shared<const PublicFiles>(std::move(made));
  }
  return public_files_;
}

void Router::give_public(const HttpRequest& request, Answer answer) const {
  if (options_.public_schedule == RouterOptions::PublicSchedule::switched_off) {
    answer(finished(problem(404, "not-found", "This collector does not publish its schedule.")));
    return;
  }
  if (path_of(request.target) == "/schedule.svg") {
    answer(finished(subscribe_code(request)));
    return;
  }
  const auto files = public_files();
  if (files == nullptr) {
    answer(finished(problem(404, "not-found", "No event is loaded yet.")));
    return;
  }
  const bool calendar = path_of(request.target) == "/schedule.ics";
  const std::string etag = quoted(calendar ? "ics" : "json", *files->schedule);
  if (!request.if_none_match.empty() && etag_matches(request.if_none_match, etag)) {
    answer(finished({304, {{"ETag", etag}}, {}}));
    return;
  }
  HttpReply reply{200, {{"ETag", etag}}, {}};
  // Apps on other sites may show it too; there is nothing in it that is not on a door.
  reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
  reply.headers.emplace_back("Content-Type",
                             calendar ? "text/calendar; charset=utf-8" : "application/json");
  reply.shared = calendar ? files->calendar : files->json;
  answer(finished(std::move(reply)));
}

// Where the page was reached is where phones can be sent.
HttpReply Router::subscribe_code(const HttpRequest& request) const {
  constexpr std::size_t host_bytes_max = 255;
  const bool secure = request.target.ends_with("?webcals");
  if (request.host.empty() || request.host.size() > host_bytes_max) {
    return problem(400, "bad-request", "The Host header is missing.");
  }
  const std::string url =
      std::string{secure ? "webcals" : "webcal"} + "://" + request.host + "/schedule.ics";
  const std::unique_ptr<QRcode, FreeCode> code{
      QRcode_encodeData(static_cast<int>(url.size()),
                        reinterpret_cast<const unsigned char*>(url.data()), 0, QR_ECLEVEL_M)};
  if (code == nullptr) {
    return problem(503, "busy", "The QR code could not be made; reload the page.");
  }
  return {200, {{"Content-Type", "image/svg+xml"}}, svg_of(*code)};
}

}  // namespace lintel::collector
