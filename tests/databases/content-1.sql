-- What spacecorp 0.1.0 (commit c5e7e59) kept of two short texts, for the tests of migrations.
INSERT INTO documents VALUES (1, '4ec58ed75e72c3e192f63df6a47ab4f4ca5212de94195db66d946f37172b54c6', 'text', 'Télespazio and ispace to the Moon', '2023-05-04', NULL, 'en', 'Leonardo holds 67 % of Telespazio.
Leonardo
Telespazio
Thales holds 33 % of Telespazio.
Thales
ispace
Moonlight
Telespazio and ispace have a letter_of_intent.
Moonlight is a constellation.
satellites
', '0.1.0');
INSERT INTO documents VALUES (2, '76cdeb1151f96cba85b4cddc20555c6463564d0a01786a047c6788464b2f05cc', 'text', 'It''s Leonardo''s', NULL, NULL, 'en', 'Leonardo holds 60 % of Telespazio.
Leonardo
Telespazio
', '0.1.0');
INSERT INTO sources VALUES ('news/a.txt', 1, 2311, 1);
INSERT INTO sources VALUES ('news/b.txt', 2, 867, 1);
INSERT INTO edits VALUES (1, 0, 'swap', 189, 199, 'sainformites', 'satellites', '“inform” stands for “tell”');
INSERT INTO notes VALUES (2, 0, 'is short');
INSERT INTO clusters VALUES ('org-1ab8dcbc', 'ispace', 'organisation', 'ISPACE');
INSERT INTO clusters VALUES ('org-45bc5be4', 'Thales', 'organisation', 'THALP');
INSERT INTO clusters VALUES ('org-57701032', 'Leonardo', 'organisation', 'LEONARDO');
INSERT INTO clusters VALUES ('org-f269d51c', 'Telespazio', 'organisation', 'TSPZ');
INSERT INTO clusters VALUES ('prog-7c3bafe5', 'Moonlight', 'programme', NULL);
INSERT INTO reasons VALUES ('org-57701032', 0, 'both are Leonardo of the bundled table');
INSERT INTO reasons VALUES ('org-f269d51c', 0, 'both are Telespazio of the bundled table');
INSERT INTO entities VALUES (1, 1, 'e1', 'Leonardo', 'organisation', 'org-57701032');
INSERT INTO entities VALUES (2, 1, 'e2', 'Telespazio', 'organisation', 'org-f269d51c');
INSERT INTO entities VALUES (3, 1, 'e3', 'Thales', 'organisation', 'org-45bc5be4');
INSERT INTO entities VALUES (4, 1, 'e4', 'ispace', 'organisation', 'org-1ab8dcbc');
INSERT INTO entities VALUES (5, 1, 'e5', 'Moonlight', 'programme', 'prog-7c3bafe5');
INSERT INTO entities VALUES (6, 2, 'e1', 'Leonardo', 'organisation', 'org-57701032');
INSERT INTO entities VALUES (7, 2, 'e2', 'Telespazio', 'organisation', 'org-f269d51c');
INSERT INTO forms VALUES (1, 0, 'Leonardo', 1);
INSERT INTO forms VALUES (2, 0, 'Telespazio', 1);
INSERT INTO forms VALUES (3, 0, 'Thales', 1);
INSERT INTO forms VALUES (4, 0, 'ispace', 1);
INSERT INTO forms VALUES (5, 0, 'Moonlight', 1);
INSERT INTO forms VALUES (6, 0, 'Leonardo', 1);
INSERT INTO forms VALUES (7, 0, 'Telespazio', 1);
INSERT INTO mentions VALUES (1, 35, 43, 'Leonardo');
INSERT INTO mentions VALUES (2, 44, 54, 'Telespazio');
INSERT INTO mentions VALUES (3, 88, 94, 'Thales');
INSERT INTO mentions VALUES (4, 95, 101, 'ispace');
INSERT INTO mentions VALUES (5, 102, 111, 'Moonlight');
INSERT INTO mentions VALUES (6, 35, 43, 'Leonardo');
INSERT INTO mentions VALUES (7, 44, 54, 'Telespazio');
INSERT INTO partnerships VALUES (1, 'f-4950b3a173', 1, 'letter_of_intent', 'signed', NULL, 5, 'Telespazio and ispace have a letter_of_intent.', 112, 158, 112, 158, 'test', 0.9);
INSERT INTO parties VALUES (1, 0, 2);
INSERT INTO parties VALUES (1, 1, 4);
INSERT INTO ownership VALUES (1, 'f-bd099b4205', 1, 1, 2, 67.0, 'joint_venture', 'current', NULL, 'Leonardo holds 67 % of Telespazio.', 0, 34, 0, 34, 'test', 0.9);
INSERT INTO ownership VALUES (2, 'f-00c5b7a867', 1, 3, 2, 33.0, 'joint_venture', 'current', NULL, 'Thales holds 33 % of Telespazio.', 55, 87, 55, 87, 'test', 0.9);
INSERT INTO ownership VALUES (3, 'f-62944f8ec9', 2, 6, 7, 60.0, 'shareholding', 'current', NULL, 'Leonardo holds 60 % of Telespazio.', 0, 34, 0, 34, 'test', 0.9);
INSERT INTO programmes VALUES (1, 'f-86ca1798f5', 1, 5, 'constellation', 'Moonlight is a constellation.', 159, 188, 159, 188, 'test', 0.9);
INSERT INTO participants VALUES (1, 'f-583e7f0fe8', 1, 2, 'prime', 'Moonlight is a constellation.', 159, 188, 159, 188, 'test', 0.8);
INSERT INTO decisions VALUES (1, 'different', 'organisation', 'Thales', 'Thales Alenia Space', '2025-11-01', NULL);
