package io.selfcure.training.runtime;

/**
 * What there is to compute with.
 *
 * @param cuda whether libtorch finds a CUDA device
 * @param cpuHasBf16 whether the CPU has bf16 units
 * @param cores processors available
 */
public record Machine(boolean cuda, boolean cpuHasBf16, int cores) {}
