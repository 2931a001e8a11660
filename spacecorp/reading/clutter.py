"""What a page says besides its article: the expressions and word lists of cleaning.

Each expression is matched against one line with its outer spaces and decoration (brackets,
arrows, bullets, stars) taken off. They are vocabulary, gathered from how news sites, blogs,
newsletters, agencies and wikis label their furniture; the flow that uses them is in
`cleaning.py`. All are linear: no nested repeats, every repeat bounded.
"""

import re


def _line(*alternatives: str) -> re.Pattern[str]:
    """An expression for lines that consist of one of the alternatives."""
    return re.compile(rf"(?:{'|'.join(alternatives)})[\s.!:…*]*$", re.I)


def _start(*alternatives: str) -> re.Pattern[str]:
    """An expression for lines that begin with one of the alternatives."""
    return re.compile(rf"(?:{'|'.join(alternatives)})", re.I)


# --- whole lines ------------------------------------------------------------------------

COOKIES = re.compile(
    r"\bcookies?\b.{0,80}\b(?:accept|reject|allow|use[sd]?|sets?|store|settings|preferences"
    r"|improve|policy|manage|got it|ok|continue|agree)\b"
    r"|\b(?:accept|reject|refuse|manage|use[sd]?|sets?|store)\b.{0,60}\bcookies?\b"
    r"|^(?:accept all|reject all|cookies|we (?:use|value)|necessary only"
    r"|only (?:the )?necessary)"
    r".{0,60}\b(?:cookies|choices|privacy|necessary|all)\b"
    r"|\bwe value your privacy\b|\bcookie (?:settings|preferences|policy|notice)\b",
    re.I,
)
# One of these (in small letters) is in every line that the slow expressions can match.
COOKIE_SIGNS = ("cookie", "accept all", "reject all", "we use", "we value", "necessary")
NEWSLETTER_SIGNS = (
    "newsletter",
    "subscri",
    "sign",
    "join our",
    "receive",
    "get our",
    "get the",
    "register",
    "inbox",
    "mailbox",
    "because",
    "you get this",
    "getting",
    "unsubscribe",
    "browser",
    "read it online",
    "preferences",
    "free article",
    "tip",
    "readers",
    "informed",
)
COPYRIGHT_SIGNS = (
    "©",
    "(c)",
    "c)",
    "ⓒ",
    "copyright",
    "&copy;",
    "reserved",
    "no part of",
    "reproduc",
    "redistribut",
    "photocop",
    "copying",
    "text is available",
    "content may",
    "published by",
    "a portion",
    "liability",
    "powered by",
    "captcha",
)
RIGHTS_SIGNS = ("©", "(c)", "ⓒ", "copyright", "&copy;", "reserved", "may not be")
DISCLAIMER_SIGNS = ("responsibility", "liability", "prevail")
SHARE = re.compile(
    r"^(?:share|share (?:this|on|via|it|with)|follow|follow (?:us|me|topic)|tweet|like"
    r"|print|pin it|compartilhar"
    r"|s[íi]guenos|read us|find us|listen on|download (?:the|our) app|whatsapp)\b",
    re.I,
)
NETWORKS = frozenset(
    """
    a also an apple article as bluesky bookmark by comment comments compartilhar copy discord
    download e-mail email error f facebook fb flipboard follow font friend google+ ig imprimir
    in instagram it kb like line link linkedin listen mail mastodon merch messenger new ok on
    our overcast page patreon pdf pin pinterest pocket podcasts post print rate reddit release
    report rss save scrap send share shares size sms spotify story telegram tg the this threads
    to toot topic tw tweet tweetar twitter us via viber vk wa whatsapp with x xing youtube
    """.split()
)
ADVERT_LABEL = _line(
    r"(?:-+ ?)?(?:advertisements?|advertising|advertorial|adverts?|publicity"
    r"|publicidad(?:e)?|anzeige|werbung"
    r"|publicit[ée]|reklam[ae]?|iklan|promoted|sponsored(?: content| links?)?"
    r"|paid (?:content|post))(?: ?-+)?"
    r"(?: ?[-–—|:(]? ?(?:(?:story|article|content) continues(?: below"
    r"| after)?(?: (?:the )?advert\w*)?"
    r"|scroll (?:to|for) .{1,30}|continue reading.{0,20}|remove ads.{0,60})[)]?)?",
    r"(?:(?:the )?(?:story|article|text|content)[ -]*)?continues?(?: below"
    r"| after)?(?: the)?(?: this)? advert\w*",
    r"(?:story|article|content) continues(?: below)?",
    r"scroll (?:down )?to continue.{0,30}",
    r"\{\{.{1,120}\}\}",
)
ADVERT = _start(
    r"(?:advertisements?|advertising|publicity|publicidad|adverts?|sponsored|promoted"
    r"|promotion|\bad\b)\s?[-–—:·|\]]",
    r"(?:advertisements?|advertising)\s{2,}",
    r"(?:a )?(?:word|message) from our (?:sponsors?|partners?)",
    r"(?:our|today's|this week's) (?:sponsor|partner)s?\s?:",
    r"launch offer\s?:|special offer\s?:|partner offer\s?:",
    r"(?:this|today's|the) (?:episode|podcast|programme|program|show|newsletter|issue"
    r"|part of (?:the|this) (?:show|episode))"
    r" is (?:brought|made possible|sponsored|supported)",
    r"[\w&' .]{2,40} is brought to you by",
    r"click here(?: to| for|\b)|buy now\b|order now\b|shop now\b|book now\b|learn more\b$",
    r"hire a |start trading\b|trade \d",
    r"advertise with us|buy me a coffee|enjoying this\?",
)
FENCED = re.compile(r"^(?:>{2,}|<{2,}|\+{2,}|~{2,}|={2,}|\*{3,}|-{2,})\s?\S")
FENCE_END = re.compile(r"\S\s?(?:>{2,}|<{2,}|\+{2,}|~{2,}|={2,}|\*{3,}|-{2,})$")
NEWSLETTER = re.compile(
    r"\bnewsletters?\b.{0,120}\b(?:sign(?:ing)? up|subscribe|inbox|receive|free"
    r"|e-?mail|address|thursday|friday|every)\b"
    r"|^(?:subscribe|sign(?:ing)? up|join our|receive (?:each|our|the)|get (?:our|the)"
    r"|register)\b.{0,160}"
    r"\b(?:newsletter|newsletters|inbox|e-?mail|letter|bulletin|briefing|updates|mail"
    r"|post|save|subscribers?|professionals|free|euro|month)\b"
    r"|^newsletter\s?:|\b(?:in|to) your (?:inbox|mailbox)\b|^subscribe\b.{0,80}$"
    r"|\byou (?:receive|get|are receiving) this (?:e-?mail|letter|newsletter|because)\b"
    r"|\bto stop receiving these\b|^(?:unsubscribe|view in browser)\b"
    r"|\bthank you for subscribing\b"
    r"|\bread it online\b|\bmanage (?:your )?preferences\b|\bchange your preferences\b"
    r"|\bfree articles? (?:left )?this month\b"
    r"|^you have (?:read )?\d+ (?:of \d+ )?free articles?"
    r"|^(?:tips|got a tip)\?|^(?!.{90}).{0,60}\b\d[\d,.]* (?:subscribers|readers)\b"
    r"|\bbe informed first\b",
    re.I,
)
# What only furniture says, also in whole sentences.
PROMPT = _start(
    r"(?:click here to |please )?(?:subscribe|sign up|join our|get (?:our|the latest)|receive our"
    r"|register)\b.{0,120}\b(?:newsletters?|inbox|briefing|bulletin|alerts|updates|emails?)\b",
    r"(?:already )?a subscriber\?",
    r"(?:to (?:continue|keep) reading|read (?:on|the (?:full|whole|rest)))\b.{0,80}\b(?:subscri\w+"
    r"|account|log ?in|sign ?in|register)",
    r"(?:try|get) (?:it|us|[\w ]{1,30}) for .{1,40}\bcancel (?:at any time|any ?time)",
    r"follow (?:us|him|her|them|[A-Z]\w+ [A-Z]\w+|@\w+) (?:on|at) ",
)
RIGHTS = re.compile(
    r"^(?:©|\(c\)|ⓒ|copyright\b|&copy;).{0,300}$|\ball rights (?:are )?reserved\b"
    r"|\bmay not be (?:published|reproduced|rewritten|redistributed)\b",
    re.I,
)
COMMENT_PROMPT = _start(
    r"leave a (?:reply|comment)",
    r"your e-?mail address will not be published",
    r"you (?:must|need to) be logged in",
    r"comments? (?:are|is) (?:closed|disabled|moderated)\b",
    r"join the (?:conversation|discussion)",
)
COMMENTS = _start(
    r"leave a (?:reply|comment)",
    r"post (?:your |a )?(?:reply|comment)",
    r"write a comment",
    r"add a comment",
    r"your e-?mail address will not be published",
    r"required fields are marked",
    r"(?:log|sign) ?in to (?:comment|react|reply|see|view)",
    r"you (?:must|need to) be logged in",
    r"comments? (?:are|is) (?:closed|disabled|off|moderated)",
    r"comments? ?\(\d+",
    r"\d+ (?:comments?|thoughts? on|repl(?:y|ies)|responses?)\b",
    r"no comments? yet",
    r"comment column",
    r"to react to this article",
    r"your comment\s?:",
    r"loading comments",
    r"show more repl",
    r"post / read comments",
    r"join the (?:conversation|discussion)",
    r"was this (?:page|article|helpful|useful)",
    r"did you find what you were looking",
    r"report (?:a problem|an error|this|abuse)",
    r"found a mistake",
    r"noticed an error",
    r"your rating has been saved",
    r"thank you for (?:liking|your feedback|rating)",
    r"\[?reply\]?\s*$",
    r"send (?:us )?your (?:opinion|correction|comment|feedback)",
    r"like\s*$",
    r"reader survey\s?:",
    r"(?:>> ?)?reply\b.{0,20}report\b",
)
COPYRIGHT = re.compile(
    r"^(?:©|\(c\)|ⓒ|copyright\b|&copy;).{0,300}$"
    r"|\ball rights (?:are )?reserved\b|\bno part of this\b.{0,80}\b(?:reproduced"
    r"|re-?broadcast|copied)\b"
    r"|\b(?:reproduction|redistribution|photocopying|copying)\b.{0,60}\b(?:prohibited"
    r"|forbidden|permitted|not allowed)\b"
    r"|\btext is available under\b|\bcontent may be reused\b"
    r"|^(?:[\w'. ]{1,60} )?is published by\b.{0,80}(?:imprint|cookie|advertise)"
    r"|\bwebsite contains only a portion\b|\bno liability accepted\b|^proudly powered by\b"
    r"|\bprotected by (?:a |re)?captcha\b",
    re.I,
)
# Stands before the article and is text all the same: the stock exchange's word on a filing.
DISCLAIMER = re.compile(
    r"\b(?:takes?|bears?|accepts?) no (?:responsibility|liability)\b|\bshall prevail\b"
    r"|\blatter prevails\b",
    re.I,
)
WIKI = _start(
    r"jump to(?: navigation|:)",
    r"from [\w ]{2,40}, the (?:free|open|collaborative|space) ",
    r"(?:\[!\] ?)?this (?:article|entry|section|page) (?:needs|is short|has multiple"
    r"|may contain|is under|does not cite|relies|was last)",
    r"contents ?\[(?:hide|show)",
    r"\[?hide\]? ?contents",
    r"retrieved (?:on )?\d",
    r"categor(?:y|ies)\s?:",
    r"hidden categor",
    r"this page was last (?:edited|modified|updated)",
    r"\(?redirected from\b",
    r"last (?:revised|modified|edited)\s?:",
    r"[\w ]{2,40} wiki runs on",
    r"(?:hide this message|please consider a donation)",
    r"enjoying [\w ]{2,30} without adverts",
    r"references?\s?:\s?\d",
    r"disambiguation",
    r"[\w .-]{1,40}[\"”] redirects here",
)
PAGE = _line(
    r"skip to (?:main )?(?:content|navigation|article)",
    r"menu",
    r"search(?:\.{3}|…)?",
    r"subscribe",
    r"sign in",
    r"log ?in",
    r"sign up",
    r"register",
    r"read more",
    r"continue reading",
    r"back to (?:top|list|all news|home)",
    r"(?:▲ ?)?(?:page )?top(?: of page)?(?: ?▲)?",
    r"download(?: pdf| image| jpg)?(?: ?\|? ?details)?",
    r"(?:▲|△|↑) ?.{0,20}top",
    r"listen to (?:this )?(?:article|story).{0,20}",
    r"loading(?:\.{3}|…)?",
    r"advertisement",
    r"\(?end\)?",
    r"end of (?:document|segment.{0,20}|file)",
    r"#{3,}",
    r"-?\s?\d{1,4}\s?-",
    r"page \d+ of \d+.{0,40}",
    r"\*{3,}",
    r"loading",
    r"your browser does not support.{0,40}",
    r"no audio for this meeting",
    r"home",
    r"previous",
    r"next",
    r"close",
    r"more",
    r"view all",
    r"all news",
    r"for immediate release",
    r"press release",
    r"embargoed until .{1,40}",
    r"this section is under review",
    r"\(?i\)? this section is under review",
    r"best viewed (?:in|with) .{1,40}",
    r"visitors?\s?: ?[\d ,.]+",
    r"\.{3}\d{1,2}/?-?",
    r"\[ continued from .{1,30}\]",
    r"continued from .{1,30}",
    r"on this page",
    r"\[?thumbnail\]?.{0,100}",
    r"(?:image|picture)s? blocked.{0,60}",
    r"page \d{1,3}",
    r"lihat foto",
    r"\.\.\.",
    r"tags?\s?:?",
)
META_LINE = _start(
    r"(?:tags?|keywords?|topics?|filed under|posted in|tagged|related (?:tags|topics)"
    r"|read more on|categories|associated links|sort by|who to follow|in this (?:issue"
    r"|number|edition))\s{0,9}:?\s{0,9}[\w#|·]",
    r"(?:page )?last (?:updated|modified|changed|reviewed)\b|date modified\b"
    r"|updated (?:at|on)\b|end of document\b",
    r"reading time|(?:\d+ )?min(?:utes)? read\b",
    r"\d[\d ,.]* (?:views|likes|shares)\b",
    r"views?\s?: ?\d",
    r"news id\s?:",
    r"listen (?:again|to this|on)\b",
    r"(?:licen[cs]e|hotline|vat|reg)\.? (?:no|\d)",
    r"search for related information",
    r"we acknowledge the traditional",
    r"all details supplied by",
    r"for identification purposes only",
    r"for qualified investors only",
    r"prices delayed by",
    r"this story has not been edited by",
    r"\(?this story has not been edited",
    r"(?:auto-?generated|automatic|machine)[ -].{0,10}transcript",
    r"transcript (?:generated|made|[-–—] auto)",
    r"this transcript was generated",
    r"rate us\b|if you enjoyed this|liked this\?|enjoyed it\?",
    r"show notes\b",
    r"support us\b",
    r"next (?:week|episode|issue)\s?: ",
    r"we acknowledge",
    r"font size",
    r"language selection",
    r"select language",
    r"change language",
    r"see you in \w+\. forward",
)

# --- openers: a short line after which short lines belong to it --------------------------

RELATED = _start(
    r"(?:most|more) (?:read|viewed|popular|shared|from|in|news|stories|headlines|transcripts)\b",
    r"more \w+ news\b",
    r"more on\b",
    r"most read\b",
    r"popular (?:news|now|stories)",
    r"trending\b",
    r"now trending",
    r"related(?: news| stories| posts| articles| links| content| topics)?\s*(?::|$)",
    r"(?:read|see|watch|find out) (?:next|also|more)\b\s?:?",
    r"also (?:read|in this|interesting|listed|in press)\b",
    r"you (?:might|may) (?:also )?(?:like|be interested)\b",
    r"readers of this",
    r"(?:people|others) also (?:read|liked)",
    r"recommended\b",
    r"(?:to )?read also",
    r"other (?:news|headlines|stories)\b",
    r"latest (?:news|from|stories|posts|headlines)\b",
    r"in the headlines",
    r"in other news",
    r"elsewhere\b.{0,30}$",
    r"don'?t miss",
    r"what to read next",
    r"features?$",
    r"(?:older|newer|previous|next) (?:posts?|post|article|story)\b",
    r"blogroll\b",
    r"previous\s?:|next\s?:",
    r"what we are reading\b",
    r"coming up\b\s?:",
    r"upcoming\s?:",
    r"read(?:ers?)? (?:also|next)\b",
    r"leia (?:mais|tamb[ée]m)",
    r"lee tambi[ée]n",
    r"lire aussi",
    r"lo m[áa]s le[íi]do",
    r"baca juga",
    r"lesen sie auch",
    r"leggi anche",
    r"(?:classifieds|jobs|vacancies|shop|events)\s?(?::|$)",
    r"watch\s?: ",
    r"see also\s?:? ?$",
    r"topics\s*$",
    r"news\s*$",
    r"photo gallery",
    r"next week\s?:",
)
COMMENT_OPENER = _line(
    r"leave a (?:reply|comment).{0,80}",
    r"\d+ (?:comments?|thoughts? on .{0,80}|repl(?:y|ies)|responses?)",
    r"comments? ?\(\d+\)?",
    r"post (?:your |a )?comment",
    r"readers'? (?:forum|comments)",
)
REFERENCES = _line(
    r"(?:references?|sources|notes and references)(?: ?\[edit\]?)?",
    r"(?:contents|table of contents)(?: ?\[(?:hide|show)\]?)?",
)

# --- people to write to --------------------------------------------------------------------

EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){0,4}[\w-]{0,63}")
PHONE = re.compile(
    r"(?:\b(?:t[eé]l|phone|fax|mob|hotline"
    r"|cell)\w{0,6}\.?\s?:?\s?)?\+\d{1,3}[\s().-]{0,3}\d[\d\s().-]{5,20}"
    r"|\b\d-\d{3}-\d{3}-\d{4}\b"
    r"|\b(?:t[eé]l|phone|fax)\w{0,6}\.?\s?:?\s?[+(]?\d[\d\s().-]{4,20}",
    re.I,
)
CONTACT = _start(
    r"(?:press|media|investor|public|general)?\s?(?:contacts?|enquir(?:y|ies)"
    r"|inquir(?:y|ies)|quer(?:y|ies)|relations office)(?: (?:for|details?"
    r"|information)\b.{0,40})?\s?:?\s?",
    r"(?:for )?(?:more|further|additional) information\s?:|for more\s?:|for (?:press"
    r"|media) (?:quer|inquir|enquir)",
    r"spokes\w+'?s? (?:office|service)\s?:?|letters to the editor\s?:",
    r"(?:press|media)\s?:\s",
)
CONTACT_OPENER = re.compile(
    r"^[\w .–—-]{0,60}\b(?:(?:press|media|investor)\s(?:contacts?|enquiries|inquiries)"
    r"|contacts?(?: for \w+(?: \w+)?)?)\s?:?\s*$",
    re.I,
)

# --- pictures --------------------------------------------------------------------------

CAPTION = re.compile(
    r"^(?:\[?(?:photo|image|picture|caption|image caption|file photo|pictured"
    r"|illustration|fig\.? ?\d+|figure \d+|video|chart|graphic"
    r"|pie de foto|representative image|artist'?s (?:view|impression)|photo/\w+"
    r"|photo gallery|watch)\b[\]:. /(–—-]|▲|△|\(photo|\(image|\(pictured"
    r"|\(representative)",
    re.I,
)
CREDIT = re.compile(
    r"[\s.(\[|–—,-]{1,3}(?:©|\(c\)|(?:photo|image|picture|illustration|video|graphic"
    r"|foto)s?(?: (?:credit|courtesy|by))?\s?[:/]|credits?\s?:|courtesy(?: of)? "
    r"|handout\b|photo\s?$|/\s?courtesy)"
    r".{0,120}$",
    re.I,
)
CREDIT_LINE = re.compile(
    r"^(?:©|\(c\)|photo(?:graph)?s?(?: credit| courtesy| by|/)?\s?[:/]"
    r"|image(?: credit)?s?\s?:|credits?\s?:|picture\s?:|pictures? by\b|file photo\b"
    r"|courtesy(?: of)?\b|handout\b|getty\b)",
    re.I,
)

# The credit that a caption without a label ends with.
CREDITED = re.compile(
    r"(?:\b(?:Photo|Image|Picture|Credit|Foto)s?\s?: [^.:]{2,60}"
    r"|[\[(][^\])]{0,30}\b(?:photo|image)\b[^\])]{0,30}[\])])$"
)
CAPTION_LABEL = re.compile(
    r"[▲△\s]*(?:[\[(]?(?:file )?(?:photo|image|caption|image caption|picture"
    r"|pie de foto|fig\.? ?\d{1,2})\s?(?:[:\])]\s?){1,2})?\s*",
    re.I,
)

# --- bylines and stamps -----------------------------------------------------------------

BYLINE = re.compile(
    r"^(?:\(?(?:reporting|editing|writing|additional reporting|compiled|edited|written"
    r"|reported) by\b|by\s+(?-i:our |the |[A-Z])|reporter\s?:?\s(?-i:[A-Z])"
    r"|editor\s?:\s|words?\s?:\s|author\s?:\s|from the newsroom\b|analyst\s?:\s"
    r"|redacci[óo]n\b|\(editing by)",
    re.I,
)
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)

STAMP = re.compile(
    r"^(?:(?:first |last )?(?:posted|published|updated|modified)\b:?(?: on| at)? ?(?:\w{3,9}, )?"
    rf"(?:{MONTH}\.? \d{{1,2}}|\d{{1,2}} {MONTH}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d\d?:\d\d)\b"
    r".{0,40}|\d{1,2}[ .-](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov"
    r"|dec)\w{0,6}\.?,?(?: \d{4},?)? \d{1,2}:\d\d(?: ?(?:gmt|utc|[a-z]{2,4}))?"
    r"|\d{1,2}:\d\d(?: ?(?:am|pm|gmt|utc))?)\s*$",
    re.I,
)

SIGN_OFF = re.compile(r"[A-Z]{2,6}(?:[/ ][A-Z]{2,6}){0,2}")
PAGE_NUMBER = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]")
DIRECTION = re.compile(
    r"[\[(](?:laughs?|laughter|music|crosstalk|applause|line cuts out|inaudible|pause)[\])]", re.I
)
PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50]")

# --- menus ------------------------------------------------------------------------------

MENU_WORDS = frozenset(
    """
    & a about accessibility account advertise advertising africa agency air all americas and
    applications archive archives article asia author awards back bank blog browser budgets
    bulletin business buy calendar career careers cell change china code comments companies
    company complaint contact contacts content cookie cookies corrections counties country
    create culture data de deaths defence defense desktop deutsch development directory
    disclaimer disclaimers discord donate download e-mail e-paper earth economy edit edition
    education email en eng english entertainment environment epaper error es ethics europe
    events exchange excursions exploration facebook faq farming features feed feedback finance
    find forward fr français free friend funding gallery go ground group health help history
    home horoscope how ict image imprint in industry instagram intelligence international
    investor investors it ita japanese jar jobs kiosk kor laboratories land latest launch legal
    letters lifestyle linkedin list listen local log login long magazine main manage map market
    markets mars me media menu merch metro military mission missions mobile moon more nation
    national navigation news newsroom next no notice obituaries observation observing of
    official opinion our out outreach page papers partners patreon payloads people photo photos
    play podcast podcasts policies policy political politics popular portal preferences press
    prev preview previous print privacy products programmes programs project projects province
    publications quizzes random reads receive recruit region regional register relations reply
    report reprints research resources rss rti ru rules satellite satellites save sci-tech
    science science-technology sea search segment service services settings share shop sign site
    sitemap skip society space sponsored sport sports start statement stock store stories story
    subscribe support sustainability tags talk tech technology telecom telecoms telegram tenders
    terms the this tickets tip to top tr travel trial twitter unsubscribe up us vehicles vendor
    video view weather webinars webmail website whistleblowing white world x your youtube
    """.split()
)
SEPARATOR = re.compile(r"\s*(?:\||·|•|»|›|>|\s//\s|\s/\s|→|—\s(?=[A-Z])|\s{3,}|\t)\s*|\s+-\s+")
BREADCRUMB = re.compile(
    r"^(?:you are here\b|home\b|start\b|top\b|portada\b|accueil\b|canada\.ca\b"
    r"|committee meetings\b|news room\b)[^.]{0,20}(?:>|/|›|»)",
    re.I,
)

# --- words before which two sentences were glued ----------------------------------------

STARTERS = (
    r"The|This|These|That|There|They|Their|But|When|While|After|With|From|For|Under"
    r"|According|Published|Updated"
    r"|Posted|Written|Reporting|Reading|Last|Share|Comments?|About|How|Following"
    r"|Speaking|During|Since|Although|Both|Each|Many"
)
