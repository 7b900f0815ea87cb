// Content scripts are classic scripts: this one only loads the module that does the work.
import(chrome.runtime.getURL("content/start.js"));
