"""Articles of our own, as an editor would hand them in: a headline, then nothing but paragraphs."""

from __future__ import annotations

#: By what it shows: its headline and its paragraphs.
CLEAN: dict[str, tuple[str, tuple[str, ...]]] = {
    "wire dispatch": (
        "Two towns agree to share one mayor",
        (
            "NETHER VALE (Meridian) — The towns of Nether Vale and Over Vale will share a mayor"
            " from January, their councils said on Wednesday, ending a dispute that began over a"
            " snowplough.",
            "The agreement saves both towns about $90,000 a year. It was reached after eleven"
            " hours of talks in a school canteen that lies on the boundary.",
            "The first joint mayor will be chosen in a vote of all residents in November.",
        ),
    ),
    "court report": (
        "Bookkeeper jailed over choir's missing fund",
        (
            "A bookkeeper who emptied the savings of a church choir to pay for model trains was"
            " sentenced to 14 months in prison on Thursday.",
            "Judge Perpetua Lunt told Anselm Droy, 58, that he had “sung with these people for 20"
            " years and robbed them for nine of those”.",
            "Droy, of Mill Lane, Hathersby, had pleaded guilty at an earlier hearing to theft and"
            " false accounting.",
            "The choir has cancelled its tour. It will sing in its own car park instead.",
        ),
    ),
    "interview": (
        "“I never liked the sea”",
        (
            "Q: You kept a lighthouse for 41 years. Did you ever tire of it?",
            "A: Every winter. Then the geese came over in March, and I forgot that I had.",
            "Q: What will you do now?",
            "A: Sleep through a storm, for once. I have a garden eleven miles from the nearest"
            " wave, and a dog who is afraid of water.",
            "Q: And who will keep the light?",
            "A: Nobody. It has kept itself since 1994. I kept the paint on it.",
        ),
    ),
    "opinion": (
        "The bus is not a luxury",
        (
            "Every autumn the county finds that it has no money, and every autumn it finds that"
            " the buses can spare some.",
            "I take the 41. So do the nurses on the early shift, the boys from the joinery"
            " college, and a woman who has never told anyone her name but greets everybody.",
            "Ask them whether the bus is a luxury. Better still, ask the councillor who calls it"
            " one to be at work by six.",
        ),
    ),
    "market report": (
        "Barley at highest price in four years",
        (
            "Barley for delivery in March rose 3.2 percent to 241.50 crowns a tonne on Monday, the"
            " highest since 2027, after frost in the Lower Tarn.",
            "Traders said 12,000 tonnes changed hands in the first hour, against 4,500 on Friday.",
            "Wheat gained 0.4 percent and oats fell 1.1 percent. Rye was unchanged.",
        ),
    ),
    "match report": (
        "Late header sends Tarnbrook through",
        (
            "Tarnbrook Rovers came from two goals down to beat Vale Athletic 3-2 on Saturday and"
            " reached the last eight of the cup for the first time since the war.",
            "Vale led through Kofi Sandhurst after 11 minutes and again, from the penalty spot,"
            " after 39.",
            "Then it snowed.",
            "Rovers, who train on a slope, scored in the 71st, 84th and 90th minutes. “We know"
            " weather,” their manager said.",
        ),
    ),
    "short quotations": (
        "Villagers refuse to leave before the flood",
        (
            "The order to leave Lower Pell came at noon on Sunday, when the river was four"
            " centimetres below the top of the bank and rising by one every hour.",
            "“Not again.”",
            "That, said the fire chief, was what he heard at nineteen doors of twenty.",
            "“They have seen it come and they have seen it go.”",
            "“And if it stays?”",
            "“Then they will want boats, and I have two.”",
        ),
    ),
    "abbreviations and titles": (
        "Ex-governor to lead inquiry into dam",
        (
            "Former Gov. Tobiah Rusk will lead the inquiry into the failure of the No. 3 spillway"
            " at St. Brannock, the state said on Friday.",
            "Mr. Rusk, who served from 2009 to 2013, is to report by Dec. 1. Lt. Col. Ada Munn of"
            " the U.S. Army Corps of Engineers will advise him.",
            "The spillway cracked at 4 a.m. on Feb. 9. Nobody was hurt.",
        ),
    ),
    "no-break spaces and emoji": (
        "Mayor’s one-character reply goes round the world",
        (
            "Asked whether the town would pay the 4\u00a0million crowns, the mayor of Varnby sent"
            " the creditors a single character: \U0001f40c.",
            "The snail has since been printed on 900\u00a0shirts, at 25\u00a0crowns each, and the"
            " town hall has been asked what it meant by it.",
            "“Only that we are on our way,” said a spokeswoman, Zoë Ångström-Lacey.",
        ),
    ),
    "obituary": (
        "Wilhelmina Aske, who mapped the marshes, dies at 97",
        (
            "Wilhelmina Aske, whose maps of the Sund marshes were drawn from a rowing boat over 31"
            " summers and are still carried by every pilot on the coast, died on Monday. She was"
            " 97.",
            "She was born above a chandler’s shop and left school at 13.",
            "Her first map, of a single creek, was returned by the Admiralty with the remark that"
            " no such creek existed. She took the Admiralty’s surveyor there by boat. He fell in.",
            "She leaves a sister, two nephews and 214 sheets at a scale of one to 5,000.",
        ),
    ),
    "one paragraph": (
        "Swans close runway",
        (
            "The runway at Sund was closed for two hours on Tuesday when eleven swans landed on it"
            " and would not be moved, and four flights were sent to Varnby, where there are geese.",
        ),
    ),
    "capitals": (
        "BRIDGE CLOSED UNTIL FURTHER NOTICE",
        (
            "THE IRON BRIDGE AT PELL IS CLOSED TO ALL TRAFFIC FROM MIDNIGHT ON SUNDAY, THE HIGHWAYS"
            " OFFICE SAID.",
            "INSPECTORS FOUND RUST IN ITS MAIN CHAINS. DRIVERS ARE ASKED TO USE THE FERRY AT SUND,"
            " WHICH SAILS EVERY 20 MINUTES.",
            "WALKERS MAY CROSS BY DAY.",
        ),
    ),
}
