"""Tests of `service.articles.body`: the article told from the rest of a pasted page."""

from __future__ import annotations

HEADLINE = "Ferry service to Marrow Island stopped after cracks found in pier"
CAPTION = (
    "Passengers wait on the quay at Port Ellery on Tuesday morning, hours after the last ferry to"
    " Marrow Island was cancelled and the pier was fenced off."
)
ARTICLE = (
    "PORT ELLERY — Ferry service to Marrow Island was stopped on Tuesday after divers found cracks"
    " in three of the pillars that hold up the pier, leaving 1,400 residents without a regular"
    " crossing.",
    "The harbour authority said the pier would stay closed for at least three weeks while"
    " engineers decide whether the pillars can be repaired where they stand.",
    "“We would rather be blamed for caution than for a funeral,” said Odile Marchetti-Crane, who"
    " has run the authority since 2016.",
    "The cracks were noticed during a routine dive on Sunday. A second team, sent down on Monday"
    " with cameras, counted eleven of them, the longest reaching 40 centimetres.",
    "Islanders were told by text message shortly after 5 a.m., an hour before the first boat.",
    "Some had already left their homes.",
    "Bram Tolliver, a baker who sends 300 loaves to the mainland each day, gave them away at the"
    " quay instead. “They were going to be stale by noon, and people were standing there in the"
    " cold,” he said.",
    "The island's school asked four teachers who live on the mainland to give their lessons by"
    " video. Two pupils with hospital appointments were flown out in a fisheries helicopter.",
    "A private boat owner offered crossings at $45 a head, more than five times the ferry's fare."
    " The authority warned that the boat has no licence to carry passengers.",
    "It is the third closure in six years. In 2019 a storm tore away the gangway, and two years"
    " later a dredger struck the pier and bent a beam.",
    "After the second accident the council set aside $2.6 million for a new pier, but the money"
    " was spent on the sea wall when the winter floods came.",
    "A decision on repairs is expected by Friday. Until then the fishing cooperative will carry"
    " food, medicine and post, its chairwoman said, and nobody will be asked to pay.",
)
SIGNOFF = "Lena Harrowgate reported from Port Ellery."
COPYRIGHT = "Copyright 2024 The Ellery Courier. All rights reserved."
TEASERS = (
    "Council delays vote on parking charges",
    "3 hours ago",
    "The vote was put off for a third time after two members left the chamber in protest. […]",
    "Seal pup found asleep in a bus shelter",
    "5 hours ago",
    "Wardens carried the animal back to the beach in a laundry basket on Monday evening. […]",
    "Old cannery to become a music school",
    "8 hours ago",
    "The building has stood empty since the last tin of mackerel left it in the spring of 1998. […]",
    "Bakers strike over night shifts",
    "1 day ago",
    "Ovens at four large bakeries stayed cold as staff asked for a bonus for working nights. […]",
    "Lighthouse keeper retires after 41 years",
    "2 days ago",
    "He says that he will miss the gulls least of all and the silence rather more. […]",
    "Snow closes the mountain road again",
    "3 days ago",
    "Drivers were dug out by a farmer with a tractor before the ploughs could reach them. […]",
)
SPONSORED = (
    "Sponsored",
    "Dentists are amazed by this simple trick",
    "Homeowners born before 1970 should read this",
)
PAGE = (
    ("Skip to content", "navigation"),
    ("Menu", "navigation"),
    ("Sign up for our daily newsletter", "promotion"),
    (HEADLINE, "heading"),
    ("By Lena Harrowgate", "byline"),
    ("Published: March 5, 2024 at 9:14 a.m.", "timestamp"),
    ("Updated: March 5, 2024 at 11:40 a.m.", "timestamp"),
    (CAPTION[:90] + "...", "caption"),
    (CAPTION, "caption"),
    ("Photo: Ivo Brandt/Ellery Courier", "credit"),
    *((paragraph, None) for paragraph in ARTICLE[:6]),
    ("Read more: How the pier was built in a single summer", "teaser"),
    *((paragraph, None) for paragraph in ARTICLE[6:]),
    (SIGNOFF, "signoff"),
    (COPYRIGHT, "copyright"),
    ("Related stories", "heading"),
    *((line, ("heading", "timestamp", "teaser")[i % 3]) for i, line in enumerate(TEASERS)),
    *((line, "heading") for line in SPONSORED),
    (HEADLINE, "heading"),
)
