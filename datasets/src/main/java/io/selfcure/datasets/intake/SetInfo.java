package io.selfcure.datasets.intake;

import java.util.List;

/**
 * What to tell about a data set before anybody has it.
 *
 * @param id its name on the command line
 * @param title its name
 * @param expects what {@code --from} takes: the layout after unpacking
 * @param source whom to ask for it, and what to cite
 * @param terms the terms of use, one line; kept in the card
 * @param options what its importer takes beyond the options of all
 */
public record SetInfo(
    String id, String title, String expects, String source, String terms, List<Option> options) {

  /**
   * An option of one importer.
   *
   * @param name without dashes
   * @param label what stands for its value in the help, such as FILE
   * @param description what it does, with its default
   * @param choices the values there are; empty for any
   */
  public record Option(String name, String label, String description, List<String> choices) {
    /** Copies the choices. */
    public Option {
      choices = List.copyOf(choices);
    }

    /** An option that takes any value. */
    public Option(String name, String label, String description) {
      this(name, label, description, List.of());
    }
  }

  /** Copies the options. */
  public SetInfo {
    options = List.copyOf(options);
  }

  /** A set whose importer has no options of its own. */
  public SetInfo(String id, String title, String expects, String source, String terms) {
    this(id, title, expects, source, terms, List.of());
  }
}
