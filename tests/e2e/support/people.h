// What people at a door do, one after the other. Whoever sees that nothing happened taps again: a
// door that changed under the finger takes no tap (DESIGN 2.6).
#pragma once

#include "tests/e2e/support/kiosk.h"

namespace lintel::e2e {

// Between two people: well beyond the 400 ms within which the same tile again is taken for a
// bouncing finger, and slow enough that ten of them are no burst.
void next_person();
// To the question of somebody who leaves.
Status go_to_exit(Kiosk& kiosk);
// `count` people say that it is not for them.
Status answer_as_people_do(Kiosk& kiosk, int count);

}  // namespace lintel::e2e
