/** ELK's own worker answers messages by itself; this file makes a module of it for the bundler. */
import 'elkjs/lib/elk-worker.min.js';
