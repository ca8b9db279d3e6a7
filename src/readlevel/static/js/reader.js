// What a reader's page can do beyond its links and forms, which work without any of this.

import { startChooser } from "./chooser.js";
import { startExplain } from "./explain.js";
import { startFeedback } from "./feedback.js";
import { startFolds } from "./disclosures.js";
import { startLeave } from "./external_links.js";
import { startSearch } from "./search.js";
import { startTerms } from "./tooltips.js";

startFolds();
startTerms();
startChooser();
startExplain();
startFeedback();
startLeave();
startSearch();
