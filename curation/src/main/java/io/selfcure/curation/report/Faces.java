package io.selfcure.curation.report;

import io.selfcure.core.error.SelfcureException;
import io.selfcure.curation.run.RunFolder;

/** Where a report's pictures come from. */
@FunctionalInterface
public interface Faces {

  /**
   * The pictures that a run was trained on.
   *
   * @throws SelfcureException when they are not to be had; the report then says why
   */
  Album open(RunFolder run);

  /** The pictures of one data set. */
  @FunctionalInterface
  interface Album {

    /**
     * A small picture.
     *
     * @param id of the sample, as in {@code samples.csv}
     * @return a data URI of type PNG or JPEG
     * @throws SelfcureException when it cannot be read; the report then shows an empty frame
     */
    String dataUri(String id);
  }
}
