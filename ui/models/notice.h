// SPDX-License-Identifier: GPL-3.0-or-later
// Something that the user should know: what happened, what it means, what can be done.
#pragma once

#include <QString>
#include <functional>

namespace weir::models {

struct Notice {
    enum class Kind {
        passing,  ///< of the moment, such as that a search found nothing; with an empty text the last one is over
        information,
        warning,
        error,
    };
    Kind kind = Kind::information;
    QString text;                        ///< plain, in the user's language
    QString button = {};                 ///< what can be done about it; empty: nothing
    std::function<void()> pressed = {};  ///< what the button does
};

}  // namespace weir::models
