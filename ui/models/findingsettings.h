// SPDX-License-Identifier: GPL-3.0-or-later
// What findings weigh for this user, kept in a file, and which reasons were dismissed, kept while the capture is open.
#pragma once

#include <QObject>
#include <memory>

#include "core/capturetables/tables.h"
#include "core/findings/weights.h"

namespace weir::models {

class FindingSettings : public QObject {
    Q_OBJECT

public:
    /// Reads the file, in the form of findings.toml, if it is there. It is written when a weight changes, with only
    /// what differs from the defaults, and taken away when nothing does. A change is made to what the file says at that
    /// moment, so that it does not undo another window's.
    explicit FindingSettings(QString path, QObject* parent = nullptr);
    static QString userFile();
    /// From now on nothing is written: changes vanish with this object.
    void setPrivate(bool keepNothing) { m_private = keepNothing; }

    std::shared_ptr<const findings::FindingWeights> weights() const { return m_weights; }
    std::shared_ptr<const findings::DismissedReasons> dismissed() const { return m_dismissed; }  ///< null: none
    qsizetype dismissedCount() const { return m_dismissed ? static_cast<qsizetype>(m_dismissed->size()) : 0; }
    /// Why the file was not taken; empty where it was, or is not there. Such a file is set aside as FILE.bak before it
    /// would be written over.
    const QString& problem() const { return m_problem; }

    void setWeight(const std::string& kind, double weight);
    void setEnabled(const std::string& kind, bool enabled);
    void setSetting(const std::string& kind, const std::string& name, double value);
    void reset();
    /// Takes what the file says now.
    void reload();

    void dismiss(const std::string& subject, const std::string& kind, bool dismissed);
    void forgetDismissed();

signals:
    void changed();
    void saved();
    void saveFailed(const QString& message);

private:
    template <typename Change>
    void change(Change&& change);
    void read();
    void save();

    QString m_path;
    QString m_problem;
    bool m_private = false;
    bool m_unsaved = false;  ///< the file does not say what is in force, since it could not be written
    std::shared_ptr<const findings::FindingWeights> m_weights;
    std::shared_ptr<const findings::DismissedReasons> m_dismissed;
};

}  // namespace weir::models
