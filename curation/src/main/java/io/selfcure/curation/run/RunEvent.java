package io.selfcure.curation.run;

/**
 * Something that happened in a run and that its reader should know: a line of {@code events.csv}.
 *
 * @param epoch when, counted from 1
 * @param event its name, lower case with dashes (docs/formats/run.md)
 * @param finding what was found, with the figures
 * @param remedy what to do about it; may name settings ({@link io.selfcure.core.error.Wording})
 */
public record RunEvent(int epoch, String event, String finding, String remedy) {}
