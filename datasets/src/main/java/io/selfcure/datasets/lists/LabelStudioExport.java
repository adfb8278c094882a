package io.selfcure.datasets.lists;

import io.selfcure.core.data.Dataset;
import io.selfcure.core.data.Outputs;
import io.selfcure.core.data.Pictures;
import io.selfcure.core.data.Sample;
import io.selfcure.core.error.DataException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data set's labels as tasks for Label Studio's import, for its template of picture
 * classification: {@code <Choices name="choice" toName="image">}. Pictures are served from a local
 * directory, the root of the data set's paths.
 */
public final class LabelStudioExport {

  private static final String SERVED = "/data/local-files/?d=";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private LabelStudioExport() {}

  /**
   * Writes them.
   *
   * @return the number of tasks
   * @throws DataException when the pictures are no files
   */
  public static int write(Dataset data, Path to) {
    if (!(data.card().pictures() instanceof Pictures.Files)) {
      throw new DataException(
          data.dir().toString(),
          "has its pictures in one packed file, and Label Studio shows files",
          "write them with {format=folder}, import the folder, and export that");
    }
    long pictures = data.samples().stream().map(Sample::path).distinct().count();
    if (pictures < data.samples().size()) {
      throw new DataException(
          data.dir().toString(),
          "has several faces in some of its pictures, and a task is about one picture",
          "choose another {format}, such as csv");
    }
    List<Map<String, Object>> tasks = data.samples().stream().map(s -> task(data, s)).toList();
    Outputs.writeAtomically(to, JSON.writeValueAsString(tasks) + "\n");
    return tasks.size();
  }

  private static Map<String, Object> task(Dataset data, Sample s) {
    Map<String, Object> task = new LinkedHashMap<>();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("image", SERVED + escaped(s.path()));
    shown.put("selfcure_id", s.id());
    task.put("data", shown);
    if (s.label() != Sample.UNKNOWN) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("from_name", "choice");
      result.put("to_name", "image");
      result.put("type", "choices");
      result.put("value", Map.of("choices", List.of(data.labels().name(s.label()))));
      task.put("annotations", List.of(Map.of("result", List.of(result))));
    } else {
      task.put("annotations", List.of());
    }
    return task;
  }

  private static String escaped(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
