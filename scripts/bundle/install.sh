#!/bin/sh
# 安装 Jixiao：不用联网，不改动系统，只写 ~/.local/share/jixiao 和 ~/.local/bin/jixiao。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${JIXIAO_HOME:-"$HOME/.local/share/jixiao"}
bin=${JIXIAO_BIN:-"$HOME/.local/bin"}
python=
for name in python{python} python3; do
    if command -v "$name" >/dev/null 2>&1 && [ "$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])')" = "{python}" ]; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "没有找到 Python {python}。请先安装 Python {python}，再运行 $0" >&2
    exit 1
fi
echo "正在安装到 $home …"
if [ -f "$home/pyvenv.cfg" ]; then
    rm -rf "$home"
elif [ -d "$home" ] && [ -n "$(ls -A "$home")" ]; then
    echo "$home 里有别的文件，没有安装；请另选一个文件夹（JIXIAO_HOME）" >&2
    exit 1
fi
"$python" -m venv "$home" || { echo "建立不了 Python 环境；Debian、Ubuntu 请先安装 python3-venv" >&2; exit 1; }
"$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" "jixiao[data,excel]"
mkdir -p "$bin"
ln -sf "$home/bin/jixiao" "$bin/jixiao"
"$home/bin/jixiao" --version
echo "已安装：$home"
echo "命令：$bin/jixiao（如果输入 jixiao 找不到命令，请把 $bin 加到 PATH，或直接输入这个路径）"
if "$home/bin/jixiao" addin install; then
    echo "按钮已装好；重新打开 LibreOffice 或 Excel 后可用"
else
    echo "按钮没有装上（上面写了原因），不影响命令；以后可以再运行：$bin/jixiao addin install"
fi
