package io.selfcure.training.export;

/** Element types of ONNX tensors, by their numbers in the format. */
enum OnnxType {
  FLOAT(1),
  UINT8(2),
  INT8(3),
  INT32(6),
  INT64(7),
  FLOAT16(10);

  final int code;

  OnnxType(int code) {
    this.code = code;
  }
}
