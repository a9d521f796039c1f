// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The logarithm of the gamma function of a positive number.
func logGamma(_ x: Double) -> Double {
  let value: Double = lgamma(x)
  return value
}
