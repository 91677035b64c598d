#include "shared/results/publish.h"

#include <catch2/catch_test_macros.hpp>

#include "../sample.h"

using namespace lintel;

namespace {

// Block 1: a (204), g (gym); block 2: b (204).
Event small_day() {
  return sample::event({sample::session({"a", "204", "10:00", "10:45"}),
                        sample::session({"g", "gym", "10:00", "10:45"}),
                        sample::session({"b", "204", "11:00", "11:45"})});
}

Uuid device(int number) {
  Uuid id;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

// A closed session of one tablet; the last `odd` answers are "not-for-me", without ideas.
class Day {
 public:
  Day& add(const std::string& session, int count, int odd = 0, int tablet = 1) {
    Holding& holding = of(session);
    Contribution& contribution = holding.came[device(tablet)];
    for (int number = 0; number < count; ++number) {
      Response response;
      response.use = number < count - odd ? "yes-with-help" : "not-for-me";
      if (number < count - odd) {
        response.tried = {number % 2 == 0 ? 1 : 2};
        response.help = {number % 2 == 0 ? "time" : "how"};
      }
      contribution.tally.add(response);
    }
    contribution.complete = true;
    close(holding.disclosure, holding.came, {}, TopicClose::by_rule, 5);
    return *this;
  }
  Holding& of(const std::string& session) { return holdings_[{{"day"}, Purpose::exit, {session}}]; }
  Published published(const Event& event = small_day(), const std::set<Uuid>& aside = {}) const {
    return publish(event, holdings_, aside);
  }

 private:
  Holdings holdings_;
};

}  // namespace

TEST_CASE("A tally counts every part of an answer once", "[results]") {
  Tally tally;
  Response response;
  response.use = "not-sure";
  response.tried = {1, 3};
  response.help = {"time"};
  tally.add(response);
  tally.add(response);
  CHECK(tally == Tally{2, {{"not-sure", 2}}, {{1, 2}, {3, 2}}, {{"time", 2}}});
  Tally sum = tally;
  sum.add(tally);
  CHECK(sum.answers == 4);
  CHECK(holds(sum, tally));
  CHECK_FALSE(holds(tally, sum));
}

TEST_CASE("Fewer than five answers are counted and not shown", "[results]") {
  const Published published = Day().add("b", 4, 2).published();
  const PublishedSession& b = published.sessions.at(2);
  CHECK(b.showing == Showing::too_few);
  CHECK(b.answers == 4);
  CHECK(b.shown == 0);
  CHECK(b.use.counts.empty());
  CHECK(published.answers == 4);
  CHECK(published.shown == 0);
  CHECK(published.sessions_with_answers == 1);
  CHECK(published.sessions_with_help_wanted == 0);
}

TEST_CASE("A session of many is shown beside one of four", "[results]") {
  const Published published = Day().add("a", 4, 2).add("g", 26, 6).published();
  CHECK(published.sessions.at(0).showing == Showing::too_few);
  const PublishedSession& g = published.sessions.at(1);
  CHECK(g.showing == Showing::shown);
  CHECK(g.use.counts == Counts<std::string>{{"not-for-me", 6}, {"yes-with-help", 20}});
  CHECK(g.use.base == 26);
  CHECK(published.use.counts == g.use.counts);
  CHECK(published.use.base == 26);
  CHECK(published.sessions_with_help_wanted == 1);
}

TEST_CASE("Late answers wait, and it is said how many are shown", "[results]") {
  Day day;
  day.add("a", 20, 5).add("a", 3);
  const Published published = day.published();
  const PublishedSession& a = published.sessions.at(0);
  CHECK(a.showing == Showing::waiting);
  CHECK(a.answers == 23);
  CHECK(a.shown == 20);
  CHECK(a.use.base == 20);
  CHECK(published.answers == 23);
  CHECK(published.shown == 20);
}

TEST_CASE("In a small group that nearly all agreed no figures are given", "[results]") {
  const Published all = Day().add("a", 6).published();
  CHECK(all.sessions.at(0).use.nearly_all == "yes-with-help");
  CHECK(all.sessions.at(0).use.counts.empty());
  CHECK(all.sessions.at(0).use.base == 0);
  CHECK(all.use.base == 0);
  // Half of them named time: that question has its figures.
  CHECK(all.sessions.at(0).help.counts == Counts<std::string>{{"how", 3}, {"time", 3}});
  CHECK(all.sessions.at(0).tried.base == 6);
  CHECK(Day().add("a", 9, 1).published().sessions.at(0).use.nearly_all == "yes-with-help");
  CHECK_FALSE(Day().add("a", 9, 2).published().sessions.at(0).use.nearly_all);
  CHECK_FALSE(Day().add("a", 10).published().sessions.at(0).use.nearly_all);
}

TEST_CASE("No sum gives away what nearly all chose", "[results]") {
  const Published published = Day().add("a", 6, 1).add("g", 12, 4).published();
  CHECK(published.use.counts == published.sessions.at(1).use.counts);
  CHECK(published.use.base == 12);
  CHECK(published.shown == 18);
}

TEST_CASE("A session with a set-aside tablet's answers is only counted", "[results]") {
  Day day;
  day.add("a", 8, 3, 1).add("a", 6, 3, 2).add("g", 12, 4, 1);
  const Published published = day.published(small_day(), {device(2)});
  const PublishedSession& a = published.sessions.at(0);
  CHECK(a.showing == Showing::dark);
  CHECK(a.answers == 14);
  CHECK(a.set_aside == 6);
  CHECK(a.shown == 0);
  CHECK(a.use.counts.empty());
  CHECK(published.use.counts == published.sessions.at(1).use.counts);
  CHECK(published.set_aside == 6);
}

TEST_CASE("A raised minimum hides what was shown, a lowered one shows the same again",
          "[results]") {
  Day day;
  day.add("a", 7, 3);
  Event event = small_day();
  event.rules.min_answers = 10;
  CHECK(day.published(event).sessions.at(0).showing == Showing::too_few);
  CHECK(day.published(event).use.base == 0);
  event.rules.min_answers = 3;  // never below five
  CHECK(day.published(event).sessions.at(0).shown == 7);
  CHECK(Day().add("a", 4).published(event).sessions.at(0).shown == 0);
}

TEST_CASE("Notes are counted once they may be read", "[results]") {
  Day day;
  day.add("a", 20, 5);
  day.of("a").notes_came = 4;
  CHECK_FALSE(day.published().sessions.at(0).notes);
  day.of("a").notes_listed = 5;
  CHECK(day.published().sessions.at(0).notes == 5);
  CHECK(day.published().notes == 5);
}

TEST_CASE("Answers to a session nobody knows are counted in all, and shown nowhere", "[results]") {
  const Published published = Day().add("ghost", 8, 3).published();
  CHECK(published.answers == 8);
  CHECK(published.sessions_with_answers == 0);
  CHECK(published.shown == 0);
}

TEST_CASE("A pool of which some is set aside now keeps its count and loses its figures",
          "[results][publish]") {
  const Pool pool{{{"not-sure", 4}, {"not-for-me", 3}}, 7, 2, {device(1), device(2)}};
  CHECK(publish(small_day(), {}, {}, pool).pool == pool);
  CHECK(publish(small_day(), {}, {device(3)}, pool).pool == pool);
  const auto dark = publish(small_day(), {}, {device(2)}, pool).pool;
  REQUIRE(dark);
  CHECK(dark->answers == 7);
  CHECK(dark->use.empty());
}
