// SPDX-License-Identifier: Apache-2.0

/// The names of months and weekdays in English, in their order.
enum EnglishCalendar {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}
