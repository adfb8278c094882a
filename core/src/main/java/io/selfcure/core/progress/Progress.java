package io.selfcure.core.progress;

import io.selfcure.core.error.Wording;

/**
 * Listens to long work. Implementations are cheap to call often and are used by one thread at a
 * time.
 */
public interface Progress {

  /** Ignores everything. */
  Progress NONE =
      new Progress() {
        @Override
        public Task start(String what, String unit, long total) {
          return new Task() {
            @Override
            public void advance(long done, String detail) {}

            @Override
            public void close() {}
          };
        }

        @Override
        public void say(String line) {}
      };

  /**
   * Announces a piece of work.
   *
   * @param what a short name, shown to the user
   * @param unit what is counted, in the plural ("rows", "images")
   * @param total how many there are, or -1 when not known
   */
  Task start(String what, String unit, long total);

  /** Says one line that stays on the screen, as it is. */
  void say(String line);

  /** Says a sentence of ours that names settings or actions ({@link Wording}). */
  default void advise(String sentence) {
    say(Wording.NEUTRAL.render(sentence));
  }

  /** A piece of work under way; closed when it ends, in success or failure. */
  interface Task extends AutoCloseable {

    /**
     * Reports how far the work is.
     *
     * @param done how many are done in all
     * @param detail what else to show, may be empty
     */
    void advance(long done, String detail);

    @Override
    void close();
  }
}
