from pathlib import Path

from newsroom.serving.static_files import StaticFiles


def test_a_script_imports_another_by_the_name_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "story.js").write_text('import { rows } from "./rows.js";\nimport "./rows.js";\nrows();\n')
    (tmp_path / "rows.js").write_text("export const rows = () => 1;\n")
    storage = StaticFiles(location=tmp_path)
    names = {
        str(name): hashed
        for name, hashed, _done in storage.post_process(
            {name: (storage, name) for name in ("story.js", "rows.js")}
        )
    }
    rows = Path(names["rows.js"]).name
    assert rows != "rows.js"
    text = (tmp_path / names["story.js"]).read_text()
    assert text.count(f'"./{rows}"') == 2, text
    assert '"./rows.js"' not in text
