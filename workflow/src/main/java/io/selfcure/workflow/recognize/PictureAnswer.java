package io.selfcure.workflow.recognize;

import io.selfcure.recognition.Recognition;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of a picture, or of one frame of a video.
 *
 * @param input what the user calls it
 * @param frame counts a video's frames from 0; 0 for a picture
 * @param seconds when the frame is shown, seconds from the first; 0 for a picture
 * @param moving whether it is a frame of a video
 * @param recognition the faces, in the classes that were asked for
 * @param ids one number for each face, from 1: in a video a person keeps theirs
 */
public record PictureAnswer(
    String input,
    long frame,
    double seconds,
    boolean moving,
    Recognition recognition,
    List<Integer> ids) {

  /** Checks that each face has a number. */
  public PictureAnswer {
    ids = List.copyOf(ids);
    if (ids.size() != recognition.faces().size()) {
      throw new IllegalArgumentException(ids + " are not one for each face");
    }
  }

  /** Of a picture: its faces are numbered from 1. */
  static PictureAnswer of(String input, Recognition recognition) {
    List<Integer> ids = IntStream.rangeClosed(1, recognition.faces().size()).boxed().toList();
    return new PictureAnswer(input, 0, 0, false, recognition, ids);
  }
}
