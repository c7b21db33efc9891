#!/bin/sh
# 卸载 Jixiao：去掉按钮、命令和程序文件夹。填报的表格和结果不动。
set -eu
home=${JIXIAO_HOME:-"$HOME/.local/share/jixiao"}
bin=${JIXIAO_BIN:-"$HOME/.local/bin"}
if [ -x "$home/bin/jixiao" ]; then
    "$home/bin/jixiao" addin uninstall || echo "按钮没有卸下（上面写了原因）"
fi
if [ -L "$bin/jixiao" ]; then
    rm "$bin/jixiao"
fi
rm -rf "$home"
echo "已卸载：$home"
