// Tells when the machine gains or loses a network, from the kernel's own news (rtnetlink(7)), so
// that nothing has to be polled. One owner thread, which waits on descriptor() with its other
// things and calls drain() when it is readable.
#pragma once

#include <string_view>

namespace lintel {

// gained: a network came, or another one than before; lost: none is left.
enum class LinkChange { none, gained, lost };
enum class Network { absent, present };

// What a read of netlink messages means for somebody who wants to send: an address or a route that
// came is a chance, anything else counts by what it did to `before`. Pure.
LinkChange judge_link_news(std::string_view messages, Network before, Network after);

class LinkWatch {
 public:
  LinkWatch();  // without netlink (a sandbox) it never has news; descriptor() is -1
  ~LinkWatch();
  LinkWatch(const LinkWatch&) = delete;
  LinkWatch& operator=(const LinkWatch&) = delete;

  int descriptor() const { return descriptor_; }
  LinkChange drain();  // never blocks

 private:
  int descriptor_ = -1;
  Network network_ = Network::absent;
};

}  // namespace lintel
