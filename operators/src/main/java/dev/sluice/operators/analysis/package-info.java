/** From a session's close to charts, analyses and signals. */
package dev.sluice.operators.analysis;
