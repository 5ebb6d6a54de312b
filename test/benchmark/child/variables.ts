/** How the measured processes are told where things are. */
export const ANSWERS_VARIABLE = 'BENCHMARK_ANSWERS';
export const GRAPH_VARIABLE = 'BENCHMARK_GRAPH';
export const USAGE_FILE_VARIABLE = 'BENCHMARK_USAGE_FILE';
export const HEAP_FILE_VARIABLE = 'BENCHMARK_HEAP_FILE';
