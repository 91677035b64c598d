// lintel-collector admin …: who may open the admin page.
#include <nlohmann/json.hpp>
#include <ostream>

#include "sync/collector/commands.h"
#include "sync/collector/desk.h"

namespace lintel::collector {
namespace {

int fail(const Error& error, Streams streams) {
  complain(streams, error.message);
  return exit_failed;
}

}  // namespace

int admin_link(const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::must_exist);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  if (desk->server_url().empty()) {
    return fail({ErrorCode::unavailable,
                 "No collector is running on this folder; start lintel-collector serve, then ask "
                 "for a link again."},
                streams);
  }
  const auto path = desk->post_json("/v1/admin/link", "{}");
  if (!path) {
    return fail(path.error(), streams);
  }
  streams.out << desk->server_url() << *path << std::endl;
  streams.err
      << "It signs a browser in once, within an hour; from another computer, put this one's "
         "name in place of the address."
      << std::endl;
  return exit_fine;
}

int admin_password(const std::string& password, const std::string& data_folder, Streams streams) {
  auto desk = Desk::open(data_folder, Desk::Folder::may_be_new);
  if (!desk) {
    return fail(desk.error(), streams);
  }
  const auto kept =
      desk->post_json("/v1/admin/password", nlohmann::json{{"password", password}}.dump());
  if (!kept) {
    return fail(kept.error(), streams);
  }
  streams.out << "The admin page has a new password; every browser is signed out." << std::endl;
  return exit_fine;
}

}  // namespace lintel::collector
