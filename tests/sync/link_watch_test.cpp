#include "sync/client/link_watch.h"

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include <catch2/catch_test_macros.hpp>

#include <cstring>
#include <string>

namespace lintel {
namespace {

std::string message(std::uint16_t type) {
  nlmsghdr header{};
  header.nlmsg_len = NLMSG_LENGTH(4);
  header.nlmsg_type = type;
  std::string bytes(NLMSG_SPACE(4), '\0');
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

}  // namespace

TEST_CASE("the first network is a gain and the last one a loss", "[link]") {
  const std::string link = message(RTM_NEWLINK);
  CHECK(judge_link_news(link, Network::absent, Network::present) == LinkChange::gained);
  CHECK(judge_link_news(link, Network::present, Network::absent) == LinkChange::lost);
  CHECK(judge_link_news(link, Network::absent, Network::absent) == LinkChange::none);
  CHECK(judge_link_news(link, Network::present, Network::present) == LinkChange::none);
}

TEST_CASE("another address or route is a chance to be heard", "[link]") {
  for (const std::uint16_t type : {RTM_NEWADDR, RTM_NEWROUTE}) {
    const std::string news = message(RTM_DELLINK) + message(type);
    CHECK(judge_link_news(news, Network::present, Network::present) == LinkChange::gained);
  }
  const std::string gone = message(RTM_DELADDR) + message(RTM_DELROUTE);
  CHECK(judge_link_news(gone, Network::present, Network::present) == LinkChange::none);
}

TEST_CASE("garbled news is no news", "[link]") {
  std::string news = message(RTM_NEWADDR);
  const auto judge = [](const std::string& bytes) {
    return judge_link_news(bytes, Network::present, Network::present);
  };
  CHECK(judge("") == LinkChange::none);
  CHECK(judge(news.substr(0, 7)) == LinkChange::none);
  news[0] = '\0';
  CHECK(judge(news) == LinkChange::none);
  news[0] = '\x7f';
  CHECK(judge(news) == LinkChange::none);
}

TEST_CASE("a watch without news does not block", "[link]") {
  LinkWatch watch;
  static_cast<void>(watch.drain());
  CHECK(watch.drain() == LinkChange::none);
}

}  // namespace lintel
