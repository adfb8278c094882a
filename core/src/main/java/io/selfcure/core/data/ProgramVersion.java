package io.selfcure.core.data;

/** Which version of the program this is, as everything it writes records it. */
public final class ProgramVersion {

  private ProgramVersion() {}

  /** The version of the jar, "unpackaged" where the classes lie loose. */
  public static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }
}
